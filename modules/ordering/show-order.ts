import { money } from '@merx/kernel'
import type { HistoryRow, LineRow, OrderRow } from './data/orders.ts'
import { Order, StaffOrder } from './domain/order-view.ts'
import { summarise } from './domain/summarise.ts'

/** An order as its buyer sees it. */
export function showOrder(row: OrderRow, now: Date): Order {
  return Order.parse(shown(row, now))
}

export function showToStaff(row: OrderRow, now: Date): StaffOrder {
  const history = row.history.map((entry) => ({ ...entry, at: iso(entry.at) }))
  return StaffOrder.parse({ ...shown(row, now), id: row.id, cancelReason: row.cancelReason, history })
}

function shown(row: OrderRow, now: Date) {
  const { currency, market, email, shippingAddress, billingAddress, shippingOption, taxIncluded } = row
  const amount = (minorUnits: number) => money(minorUnits, currency)
  return {
    ...summarise(row, now),
    market,
    email,
    shippingAddress,
    billingAddress,
    shippingOption,
    taxIncluded,
    lines: row.lines.map((line) => lineIn(currency, line)),
    totals: {
      subtotal: amount(row.subtotal),
      discount: amount(row.discount),
      shipping: amount(row.shipping),
      tax: amount(row.tax),
      total: amount(row.total),
    },
    taxLines: row.taxLines.map((line) => ({ ...line, amount: amount(line.amount) })),
    payments: row.payments.map((payment) => ({ ...payment, at: iso(payment.at) })),
    timeline: row.history.map(timelineEntry),
  }
}

function lineIn(currency: string, line: LineRow) {
  return {
    ...line,
    unitPrice: money(line.unitPrice, currency),
    subtotal: money(line.subtotal, currency),
    discount: money(line.discount, currency),
    tax: money(line.tax, currency),
    total: money(line.total, currency),
  }
}

function timelineEntry({ axis, status, reason, at }: HistoryRow) {
  return { axis, status, reason, at: iso(at) }
}

/** PostgreSQL writes times in JSON with an offset and microseconds. */
function iso(time: string): string {
  return new Date(time).toISOString()
}
