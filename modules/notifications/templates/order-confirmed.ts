import type { MailedOrder } from '../domain/message.ts'
import { formatMoney } from './formats.ts'
import type { Letter } from './letter.ts'
import { orderDetails } from './order-details.ts'

type Confirmed = { readonly order: MailedOrder; readonly dueOnDelivery?: MailedOrder['total'] | undefined }

export function orderConfirmed({ order, dueOnDelivery }: Confirmed, language: string): Omit<Letter, 'shopName'> {
  return {
    subject: `Your order ${order.number} is confirmed`,
    heading: 'Your order is confirmed',
    paragraphs: [
      `Everything is settled for order ${order.number}. We are preparing it for you.`,
      ...(dueOnDelivery ? [`Cash on delivery: you pay ${formatMoney(dueOnDelivery, language)} at the door.`] : []),
    ],
    button: { label: 'Follow your order', link: order.link },
    details: orderDetails(order, language),
  }
}
