import { data, redirect, redirectDocument } from 'react-router'
import type { ShippingOption } from '../api/outputs.ts'
import type { Shop } from '../api/shop.server.ts'
import { formatAmount } from '../money/format.ts'
import { orderHeaders } from '../order/order-cookie.ts'
import {
  addressOf,
  type FieldErrors,
  fieldErrors,
  missingFields,
  placeOf,
  readValues,
  regionErrors,
  shownTotal,
  type Values,
} from './form.ts'

/** What a form that was sent comes back with, where it did not become an order. */
export type CheckoutAnswer = {
  readonly values: Values
  readonly errors: FieldErrors
  /** What is in the way, in a sentence. */
  readonly trouble?: string | undefined
  /** The ways of shipping to the address that was given. */
  readonly options: readonly ShippingOption[]
}

/** Prices the delivery to the address in a form that is not finished. */
export async function updateDelivery({ client }: Shop, form: FormData): Promise<CheckoutAnswer> {
  const values = readValues(form)
  const offered = await client.call('cart.list-shipping-options', placeOf(values))
  return { values, errors: regionErrors(values), options: offered.ok ? offered.value.items : [] }
}

/** Makes the cart an order and leads to its payment; sent twice, both lead to the same one. */
export async function placeOrder(shop: Shop, request: Request, form: FormData) {
  const values = readValues(form)
  const missing = missingFields(values)
  const again = async (status: number, answer: Partial<CheckoutAnswer>) =>
    data<CheckoutAnswer>({ ...(await updateDelivery(shop, form)), ...answer }, { status })
  if (Object.keys(missing).length > 0)
    return again(422, { errors: missing, trouble: 'Something is missing or needs another look.' })

  const shippingOptionId = values.shippingOptionId ?? ''
  const expectedTotal = shownTotal(form, shippingOptionId)
  if (!expectedTotal)
    return again(422, {
      trouble: 'Delivery is priced anew for this address. Please look at the total and order again.',
    })

  const placed = await shop.client.call('ordering.checkout', {
    email: values.email ?? '',
    shippingAddress: addressOf(values),
    shippingOptionId,
    payment: { provider: values['payment.provider'] ?? '' },
    expectedTotal,
  })
  if (placed.ok) {
    const { order, payment } = placed.value
    const answer = { status: 303, headers: orderHeaders(order, request.url) }
    return payment.next.kind === 'redirect'
      ? redirectDocument(payment.next.url, answer)
      : redirect(`/orders/${order.number}`, answer)
  }
  const { code, problem, status } = placed
  switch (code) {
    case 'empty_cart':
      return redirect('/cart', 303)
    case 'total_changed': {
      const answer = await updateDelivery(shop, form)
      const total = answer.options.find(({ id }) => id === shippingOptionId)?.total
      const trouble = `The total is ${total ? formatAmount(total) : 'another one'} now. If that is all right, order again.`
      return data<CheckoutAnswer>({ ...answer, trouble }, { status })
    }
    case 'invalid_input':
    case 'unknown_shipping_option':
    case 'unknown_provider':
      return again(status, { errors: fieldErrors(problem.errors ?? []), trouble: 'Something needs another look.' })
    case 'cart_problems':
    case 'cart_changed':
    case 'out_of_stock':
      return again(status, { trouble: 'Something in your cart has changed. Please look at the cart before you order.' })
    default:
      return again(status, {
        trouble: 'Your order could not be placed just now. Nothing was charged: please try again.',
      })
  }
}
