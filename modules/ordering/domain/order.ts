import type { OrderId } from './ids.ts'
import type { Axes } from './status.ts'

/** Each try to pay, as ordering sees it. */
export type OrderPaymentState = 'open' | 'authorized' | 'paid' | 'failed' | 'cancelled' | 'refunded'

export type OrderPayment = {
  readonly paymentId: string
  readonly provider: string
  readonly status: OrderPaymentState
  /** The refund that gives its money back; a payment has one at most that the shop makes by itself. */
  readonly refundId: string | null
}

/** An order under its lock: what decides where it may move. Payments stand oldest first. */
export type LockedOrder = Axes & {
  readonly id: OrderId
  readonly number: number
  readonly currency: string
  readonly total: number
  readonly expiresAt: Date
  readonly payments: readonly OrderPayment[]
}

/** A move as the history keeps it. */
export type HistoryEntry = {
  readonly axis: 'order' | 'payment' | 'fulfilment' | 'return'
  readonly from: string | null
  readonly to: string
  readonly reason: string | null
}

/** What is to be written of an order: its axes and payments as they are now, and how they came to be so. */
export type OrderChange = {
  readonly order: LockedOrder
  readonly history: readonly HistoryEntry[]
}

/** What payments is to do for an order in the same unit of work. */
export type Consequences = {
  readonly refunds: readonly { readonly paymentId: string; readonly refundId: string; readonly reason: string }[]
  /** Payments that may no longer succeed. */
  readonly abandon: readonly string[]
}

export type Applied = OrderChange & { readonly consequences: Consequences }

export const noConsequences: Consequences = { refunds: [], abandon: [] }

const columns = {
  order: 'orderStatus',
  payment: 'paymentStatus',
  fulfilment: 'fulfilmentStatus',
  return: 'returnStatus',
} as const satisfies Record<HistoryEntry['axis'], keyof Axes>

/** Moves the axes named in `to` and writes down how. The caller has asked `mayMove`. */
export function moved(order: LockedOrder, to: Partial<Axes>, reason: string | null): OrderChange {
  const axes = ['order', 'payment', 'fulfilment', 'return'] as const
  const history = axes.flatMap((axis) => {
    const next = to[columns[axis]]
    return next === undefined ? [] : [{ axis, from: order[columns[axis]], to: next, reason }]
  })
  return { order: { ...order, ...to }, history }
}

export function withPayment(
  order: LockedOrder,
  paymentId: string,
  change: Partial<Pick<OrderPayment, 'status' | 'refundId'>>,
): LockedOrder {
  return {
    ...order,
    payments: order.payments.map((payment) => (payment.paymentId === paymentId ? { ...payment, ...change } : payment)),
  }
}

export function hasMoved({ history }: OrderChange, axis: HistoryEntry['axis'], to: string): boolean {
  return history.some((entry) => entry.axis === axis && entry.to === to)
}
