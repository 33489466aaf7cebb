import type { MailedOrder } from '../domain/message.ts'
import { formatMoney } from './formats.ts'
import { detailBlock, detailRow, type Letter } from './letter.ts'

/** What was ordered, what it costs and where it goes. */
export function orderDetails(order: MailedOrder, language: string): Letter['details'] {
  const lines = order.lines.map(({ name, options, quantity, total }) => ({
    label: quantity === 1 ? name : `${quantity} × ${name}`,
    note: options,
    value: formatMoney(total, language),
  }))
  const totals = totalsOf(order, language)
  const shipTo = [...order.shippingAddress, order.shippingMethod]
  return {
    text: [
      lines.map(({ label, note, value }) => `${note ? `${label} (${note})` : label}  ${value}`).join('\n'),
      totals.map(({ label, value }) => `${label}  ${value}`).join('\n'),
      ['Delivery', ...shipTo].join('\n'),
    ].join('\n\n'),
    html: [
      ...lines.map(({ label, note, value }) => detailRow(label, value, note)),
      ...totals.map(({ label, value }) => detailRow(label, value)),
      detailBlock('Delivery', shipTo),
    ].join('\n'),
  }
}

function totalsOf(order: MailedOrder, language: string): readonly { label: string; value: string }[] {
  const row = (label: string, amount: MailedOrder['total']) => ({ label, value: formatMoney(amount, language) })
  return [
    row('Subtotal', order.subtotal),
    ...(order.discount.amount > 0 ? [row('Discount', { ...order.discount, amount: -order.discount.amount })] : []),
    row('Shipping', order.shipping),
    ...(order.taxIncluded ? [] : [row('Tax', order.tax)]),
    row('Total', order.total),
    ...(order.taxIncluded && order.tax.amount > 0 ? [row('of which tax', order.tax)] : []),
  ]
}
