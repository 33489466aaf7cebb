import { Form, useNavigation } from 'react-router'
import type { Order, PaymentMethod } from '../api/outputs.ts'
import { PaymentChoice } from '../checkout/payment-choice.tsx'
import { Button } from '../components/button.tsx'
import { formatAmount } from '../money/format.ts'

type Props = { readonly order: Order; readonly methods: readonly PaymentMethod[] }

/** Pays an order that is placed and not paid, by any method. */
export function PayAgain({ order, methods }: Props) {
  const { state } = useNavigation()
  const last = order.payments.at(-1)?.provider
  const chosen = last ?? methods[0]?.provider
  return (
    <Form method="post" className="bg-paper-deep p-6 md:p-8">
      <PaymentChoice methods={methods} chosen={chosen} />
      <Button
        name="intent"
        value="pay"
        busy={state === 'submitting'}
        disabled={state === 'submitting' || chosen === undefined}
      >
        {order.paymentStatus === 'failed' ? 'Pay again' : 'Pay now'}, {formatAmount(order.total)}
      </Button>
    </Form>
  )
}
