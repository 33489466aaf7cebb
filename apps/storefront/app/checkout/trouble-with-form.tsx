import { Link } from 'react-router'
import { fieldId } from '../components/field.tsx'
import { ErrorSummary } from '../components/notice.tsx'
import type { CheckoutAnswer } from './place.server.ts'

/** Why the order was not placed, with the way to each field that needs another look. */
export function TroubleWithForm({ trouble, errors }: Pick<CheckoutAnswer, 'trouble' | 'errors'>) {
  if (!trouble) return null
  const faults = Object.entries(errors)
  return (
    <div className="pb-8">
      <ErrorSummary title={trouble}>
        {faults.length > 0 ? (
          <ul className="list-disc pt-2 pl-5">
            {faults.map(([name, message]) => (
              <li key={name}>
                <a href={`#${fieldId(name)}`} className="underline underline-offset-4">
                  {message}
                </a>
              </li>
            ))}
          </ul>
        ) : (
          <Link to="/cart" className="underline underline-offset-4">
            Back to the cart
          </Link>
        )}
      </ErrorSummary>
    </div>
  )
}
