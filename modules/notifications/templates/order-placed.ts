import type { MailedOrder } from '../domain/message.ts'
import { formatDate } from './formats.ts'
import type { Letter } from './letter.ts'
import { orderDetails } from './order-details.ts'

export function orderPlaced(order: MailedOrder, language: string): Omit<Letter, 'shopName'> {
  return {
    subject: `We have received your order ${order.number}`,
    heading: 'Thank you for your order',
    paragraphs: [
      `Your order ${order.number} of ${formatDate(order.placedAt, language)} has reached us, and its pieces are set aside for you.`,
      'We write again as soon as it is confirmed.',
    ],
    button: { label: 'See your order', link: order.link },
    details: orderDetails(order, language),
  }
}
