import { addressLines, consumer, money, newToken, type PublishedOf } from '@merx/kernel'
import { MailedOrder, type MessageContent, type NewMessage, send } from '@merx/notifications'
import { cashOnDelivery } from '@merx/payments'
import { insertTokens } from '../data/order-tokens.ts'
import { type OrderRow, wholeOrders } from '../data/orders.ts'
import { orderNumber } from '../domain/order-number.ts'
import { orderCancelled, orderConfirmed, orderPlaced } from '../events.ts'
import { tokenHash } from '../order-token.ts'
import { orderingSettings, publicUrl } from '../settings.ts'

const types = [orderPlaced, orderConfirmed, orderCancelled] as const

type OrderEvent = PublishedOf<(typeof types)[number]>

/**
 * Asks for the mails of orders. Addresses are read here and never travel in events. Each mail has a token of its own, because the one of
 * the checkout is kept as a hash.
 */
export const writeMails = consumer({
  name: 'ordering.write-mails',
  on: types,
  handle: async (ctx, events) => {
    const told = events.filter(hasMail)
    if (told.length === 0) return
    const orders = await wholeOrders(ctx.sql, [...new Set(told.map(({ payload }) => payload.orderId))])
    const settings = ctx.seam(orderingSettings)
    const mails = told.flatMap((event) => {
      const order = orders.find(({ id }) => id === event.payload.orderId)
      if (!order) return []
      const token = newToken()
      const link = publicUrl(settings, `/orders/${orderNumber(order.number)}?token=${token}`)
      return [{ order, token, message: messageOf(event, order, link) }]
    })
    if (mails.length === 0) return
    await insertTokens(
      ctx.sql,
      mails.map(({ order, token }) => ({ orderId: order.id, hash: tokenHash(token) })),
      ctx.now(),
    )
    await ctx.step(send, { messages: mails.map(({ message }) => message) })
  },
})

/** Two mails at the same moment may arrive in any order: an order that is confirmed as it is placed gets the confirmation alone. */
function hasMail({ name, payload }: OrderEvent): boolean {
  return name !== 'ordering.order.placed.v1' || payload.confirmed !== true
}

function messageOf(event: OrderEvent, order: OrderRow, link: string): NewMessage {
  return { dedupeKey: event.id, to: order.email, language: order.language, content: contentOf(event, order, link) }
}

function contentOf(event: OrderEvent, row: OrderRow, link: string): MessageContent {
  const order = mailedOrder(row, link)
  switch (event.name) {
    case 'ordering.order.placed.v1':
      return { template: 'order-placed', order }
    case 'ordering.order.confirmed.v1':
      return { template: 'order-confirmed', order, ...(isPaidAtTheDoor(row) && { dueOnDelivery: order.total }) }
    case 'ordering.order.cancelled.v1':
      return { template: 'order-cancelled', order, reason: event.payload.reason, refund: event.payload.refund }
  }
}

/** Promised and not handed over yet. */
function isPaidAtTheDoor({ paymentStatus, payments }: OrderRow): boolean {
  const { code } = cashOnDelivery
  return (
    paymentStatus === 'authorized' &&
    payments.some(({ provider, status }) => provider === code && status === 'authorized')
  )
}

function mailedOrder(row: OrderRow, link: string): MailedOrder {
  const amount = (minorUnits: number) => money(minorUnits, row.currency)
  return MailedOrder.parse({
    number: orderNumber(row.number),
    placedAt: row.placedAt.toISOString(),
    link,
    lines: row.lines.map(({ name, options, quantity, subtotal, discount }) => ({
      name,
      options: options.map(({ value }) => value).join(', '),
      quantity,
      total: amount(subtotal - discount),
    })),
    subtotal: amount(row.subtotal),
    discount: amount(row.discount),
    shipping: amount(row.shipping),
    tax: amount(row.tax),
    taxIncluded: row.taxIncluded,
    total: amount(row.total),
    shippingMethod: row.shippingOption.name,
    shippingAddress: [...addressLines(row.shippingAddress)],
  })
}
