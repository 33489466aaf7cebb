import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { insertOrder, orderOfCart } from '../data/new-orders.ts'
import { actorOf } from '../domain/actor.ts'
import { OrderId } from '../domain/ids.ts'
import { NewOrder } from '../domain/new-order.ts'
import { OrderNumber, orderNumber } from '../domain/order-number.ts'

export const placeOrder = command({
  name: 'ordering.place-order',
  summary:
    'Writes an order down, or tells which one the cart has become already: two checkouts of one cart wait for each other here.',
  access: internal,
  input: NewOrder,
  output: z
    .object({ isNew: z.boolean(), orderId: OrderId, paymentId: z.uuid(), provider: z.string(), number: OrderNumber })
    .meta({ id: 'CartAsOrder' }),
  run: async (ctx, order) => {
    const { orderId, cartId, paymentId, provider } = order
    const number = await insertOrder(ctx.sql, order, { actor: actorOf(ctx.caller), begins: 'pending' })
    if (number !== undefined) return { isNew: true, orderId, paymentId, provider, number: orderNumber(number) }
    const earlier = await orderOfCart(ctx.sql, cartId)
    if (!earlier) throw new Error(`The cart ${cartId} is taken by an order that cannot be found`)
    return { ...earlier, isNew: false, number: orderNumber(earlier.number) }
  },
})
