import { z } from 'zod'

/** The axes along which an order moves, each by its own table. Nothing else moves an order. */
export const OrderStatus = z.enum(['pending', 'confirmed', 'cancelled']).meta({ id: 'OrderStatus' })
export type OrderStatus = z.output<typeof OrderStatus>

export const OrderPaymentStatus = z
  .enum(['pending', 'authorized', 'paid', 'failed', 'cancelled', 'partly_refunded', 'refunded'])
  .meta({ id: 'OrderPaymentStatus' })
export type OrderPaymentStatus = z.output<typeof OrderPaymentStatus>

export const FulfilmentStatus = z.enum(['unfulfilled', 'shipped', 'delivered']).meta({ id: 'FulfilmentStatus' })
export type FulfilmentStatus = z.output<typeof FulfilmentStatus>

export const ReturnStatus = z.enum(['none', 'returned']).meta({ id: 'ReturnStatus' })
export type ReturnStatus = z.output<typeof ReturnStatus>

export type Axes = {
  readonly orderStatus: OrderStatus
  readonly paymentStatus: OrderPaymentStatus
  readonly fulfilmentStatus: FulfilmentStatus
  readonly returnStatus: ReturnStatus
}

type Moves<Status extends string> = Readonly<Record<Status, readonly Status[]>>

const orderMoves: Moves<OrderStatus> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['cancelled'],
  cancelled: [],
}

const paymentMoves: Moves<OrderPaymentStatus> = {
  pending: ['authorized', 'paid', 'failed', 'cancelled'],
  // another try, or the same one after all
  failed: ['pending', 'authorized', 'paid', 'cancelled'],
  authorized: ['paid', 'failed', 'cancelled'],
  // money that came after the order was given up
  cancelled: ['paid'],
  paid: ['partly_refunded', 'refunded'],
  partly_refunded: ['refunded'],
  refunded: [],
}

const fulfilmentMoves: Moves<FulfilmentStatus> = {
  unfulfilled: ['shipped'],
  shipped: ['delivered'],
  delivered: [],
}

const returnMoves: Moves<ReturnStatus> = { none: ['returned'], returned: [] }

/** Whether the order may move so: the axis allows it, and the other axes do not stand against it. */
export function mayMove(from: Axes, to: Partial<Axes>): boolean {
  return (
    allows(orderMoves, from.orderStatus, to.orderStatus) &&
    allows(paymentMoves, from.paymentStatus, to.paymentStatus) &&
    allows(fulfilmentMoves, from.fulfilmentStatus, to.fulfilmentStatus) &&
    allows(returnMoves, from.returnStatus, to.returnStatus) &&
    !isBarred(from, to)
  )
}

function allows<Status extends string>(moves: Moves<Status>, from: Status, to: Status | undefined): boolean {
  return to === undefined || moves[from].includes(to)
}

/** Goods leave for confirmed orders only, what has left is returned and no longer cancelled, and only what has left comes back. */
function isBarred({ orderStatus, fulfilmentStatus }: Axes, to: Partial<Axes>): boolean {
  return (
    (to.fulfilmentStatus !== undefined && orderStatus !== 'confirmed') ||
    (to.orderStatus === 'cancelled' && fulfilmentStatus !== 'unfulfilled') ||
    (to.returnStatus === 'returned' && fulfilmentStatus === 'unfulfilled')
  )
}

export const VisibleStatus = z
  .enum(['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'returned', 'refunded', 'failed'])
  .meta({ id: 'VisibleStatus', description: 'The one status that people see, derived from the axes' })
export type VisibleStatus = z.output<typeof VisibleStatus>

/** What happened last to the goods says most, unless the money went back. Paid at the door is pending until it is shipped. */
export function visibleStatus({ orderStatus, paymentStatus, fulfilmentStatus, returnStatus }: Axes): VisibleStatus {
  if (paymentStatus === 'refunded') return 'refunded'
  if (orderStatus === 'cancelled') return 'cancelled'
  if (returnStatus === 'returned') return 'returned'
  if (fulfilmentStatus !== 'unfulfilled') return fulfilmentStatus
  if (paymentStatus === 'paid' || paymentStatus === 'partly_refunded') return 'paid'
  return paymentStatus === 'failed' ? 'failed' : 'pending'
}
