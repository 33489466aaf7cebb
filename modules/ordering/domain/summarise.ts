import { money } from '@merx/kernel'
import { orderNumber } from './order-number.ts'
import { OrderSummary } from './order-view.ts'
import { type Axes, mayMove, visibleStatus } from './status.ts'

export type SummaryRow = Axes & {
  readonly number: number
  readonly currency: string
  readonly total: number
  readonly placedAt: Date
  readonly expiresAt: Date
}

/** What the buyer may still do follows from the axes and the time. */
export function summarise(row: SummaryRow, now: Date): OrderSummary {
  const { orderStatus, paymentStatus, fulfilmentStatus, returnStatus } = row
  return OrderSummary.parse({
    number: orderNumber(row.number),
    status: visibleStatus(row),
    orderStatus,
    paymentStatus,
    fulfilmentStatus,
    returnStatus,
    total: money(row.total, row.currency),
    placedAt: row.placedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    payable: isPayable(row, now),
    cancellable: mayMove(row, { orderStatus: 'cancelled' }),
  })
}

export function isPayable(
  { orderStatus, expiresAt }: Pick<SummaryRow, 'orderStatus' | 'expiresAt'>,
  now: Date,
): boolean {
  return orderStatus === 'pending' && now < expiresAt
}
