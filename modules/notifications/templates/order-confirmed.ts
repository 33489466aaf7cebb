import type { MailedOrder } from '../domain/message.ts'
import type { Letter } from './letter.ts'
import { orderDetails } from './order-details.ts'

export function orderConfirmed(order: MailedOrder, language: string): Omit<Letter, 'shopName'> {
  return {
    subject: `Your order ${order.number} is confirmed`,
    heading: 'Your order is confirmed',
    paragraphs: [`Everything is settled for order ${order.number}. We are preparing it for you.`],
    button: { label: 'Follow your order', link: order.link },
    details: orderDetails(order, language),
  }
}
