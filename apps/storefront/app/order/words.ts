import type { Order } from '../api/outputs.ts'
import { formatAmount } from '../money/format.ts'

type Words = { readonly title: string; readonly text: string }

/** Where an order stands, as one would say it to its buyer. */
export function orderWords(order: Standing): Words {
  const { status, orderStatus, paymentStatus, payable, email } = order
  if (status === 'failed' && payable) {
    return {
      title: 'The payment did not go through.',
      text: 'Nothing was charged and your order is kept. You can pay again below.',
    }
  }
  if (status === 'pending' && orderStatus === 'pending') {
    return payable
      ? { title: 'Waiting for your payment.', text: 'As soon as the bank tells us, this page and a mail will say so.' }
      : { title: 'The time to pay is over.', text: 'Nothing was charged. You are welcome to order again.' }
  }
  switch (status) {
    case 'pending':
    case 'paid':
      return {
        title: 'Thank you for your order.',
        text: `${paymentStatus === 'paid' ? 'It is paid and' : 'It'} will be packed next.${dueAtTheDoor(order)} The confirmation goes to ${email}.`,
      }
    case 'shipped':
      return { title: 'It is on its way.', text: `Your parcel has left the house.${dueAtTheDoor(order)}` }
    case 'delivered':
      return { title: 'It has arrived.', text: 'We hope you will use it for a long time.' }
    case 'cancelled':
      return { title: 'This order is cancelled.', text: 'What was paid goes back the way it came.' }
    case 'returned':
      return { title: 'It is back with us.', text: 'Your return has arrived.' }
    case 'refunded':
      return { title: 'Your money is on its way back.', text: 'Banks take a few days to show it.' }
    case 'failed':
      return { title: 'The payment did not go through.', text: 'Nothing was charged. You are welcome to order again.' }
  }
}

type Standing = Pick<Order, 'status' | 'orderStatus' | 'paymentStatus' | 'payable' | 'email' | 'total'> & {
  readonly payments: readonly Pick<Order['payments'][number], 'provider' | 'status'>[]
}

/** A sentence more where the money is promised and not handed over. */
function dueAtTheDoor({ paymentStatus, payments, total }: Standing): string {
  const isPromised = payments.some(({ provider, status }) => provider === 'cash-on-delivery' && status === 'authorized')
  return paymentStatus === 'authorized' && isPromised
    ? ` Cash on delivery: you pay ${formatAmount(total)} at the door.`
    : ''
}

const entries: Readonly<Record<string, string>> = {
  'order pending': 'Order placed',
  'order confirmed': 'Order confirmed',
  'order cancelled': 'Order cancelled',
  'payment paid': 'Payment received',
  'payment failed': 'Payment failed',
  'payment cancelled': 'Payment called off',
  'payment partly_refunded': 'Part of the money sent back',
  'payment refunded': 'Money sent back',
  'fulfilment unfulfilled': 'Waiting to be packed',
  'fulfilment shipped': 'Parcel sent',
  'fulfilment delivered': 'Parcel delivered',
  'return returned': 'Return received',
}

/** One entry of the timeline; absent for those that say nothing to a buyer. */
export function timelineWords({
  axis,
  status,
}: Pick<Order['timeline'][number], 'axis' | 'status'>): string | undefined {
  return entries[`${axis} ${status}`]
}

const statusWords: Readonly<Record<Order['status'], string>> = {
  // paid at the door is pending as well
  pending: 'Placed',
  paid: 'Being packed',
  shipped: 'On its way',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
  returned: 'Returned',
  refunded: 'Money sent back',
  failed: 'Payment failed',
}

/** Where an order stands, in a list of them. */
export function statusWord(status: Order['status']): string {
  return statusWords[status]
}
