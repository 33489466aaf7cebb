import { Link } from 'react-router'
import { FormFaults } from '../components/form-faults.tsx'
import type { CheckoutAnswer } from './place.server.ts'

/** Why the order was not placed. */
export function TroubleWithForm({ trouble, errors }: Pick<CheckoutAnswer, 'trouble' | 'errors'>) {
  if (!trouble) return null
  return (
    <FormFaults title={trouble} errors={errors}>
      <Link to="/cart" className="underline underline-offset-4">
        Back to the cart
      </Link>
    </FormFaults>
  )
}
