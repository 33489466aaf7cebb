import type { MessageContent } from '../domain/message.ts'
import { formatMoney } from './formats.ts'
import type { Letter } from './letter.ts'
import { orderDetails } from './order-details.ts'

type Content = Extract<MessageContent, { template: 'order-cancelled' }>

export function orderCancelled({ order, reason, refund }: Content, language: string): Omit<Letter, 'shopName'> {
  const why =
    reason === 'expired'
      ? `Order ${order.number} was not paid in time, so we have released its pieces.`
      : `Order ${order.number} is cancelled, as was asked for.`
  return {
    subject: `Your order ${order.number} is cancelled`,
    heading: 'Your order is cancelled',
    paragraphs: [
      why,
      refund
        ? `${formatMoney(refund, language)} go back to you the way you paid. Depending on your bank this takes a few days.`
        : 'Nothing was charged. Should a payment still arrive, it is returned to you by itself.',
    ],
    button: { label: 'See the order', link: order.link },
    details: orderDetails(order, language),
  }
}
