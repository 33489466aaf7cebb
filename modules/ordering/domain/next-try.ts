import { type Applied, type LockedOrder, moved, withPayment } from './order.ts'
import { isPayable } from './summarise.ts'

export type NextTry =
  | { readonly kind: 'not_payable' }
  /** The try that is under way by the same method: it is gone on with, so that a double click pays once. */
  | { readonly kind: 'resume'; readonly paymentId: string }
  | { readonly kind: 'new'; readonly change: Applied }

/** How an order is paid when its buyer tries again. What was tried before is called off, so that two do not succeed. */
export function nextTry(order: LockedOrder, provider: string, now: Date): NextTry {
  if (!isPayable(order, now)) return { kind: 'not_payable' }
  const newest = order.payments.at(-1)
  if (newest?.status === 'open' && newest.provider === provider) return { kind: 'resume', paymentId: newest.paymentId }
  const abandon = order.payments
    .filter(({ status }) => status === 'open' || status === 'failed')
    .map(({ paymentId }) => paymentId)
  const without = abandon.reduce((all, paymentId) => withPayment(all, paymentId, { status: 'cancelled' }), order)
  const change = moved(without, order.paymentStatus === 'failed' ? { paymentStatus: 'pending' } : {}, 'tried_again')
  return { kind: 'new', change: { ...change, consequences: { refunds: [], abandon } } }
}
