import { command, isRefused, personOf, refuse, signedIn, text } from '@merx/kernel'
import { z } from 'zod'
import { verifiedEmail } from '../contact.ts'
import { wholeOrders } from '../data/orders.ts'
import { giveOrder } from '../data/orders-of-user.ts'
import { UserId } from '../domain/ids.ts'
import { OrderNumber } from '../domain/order-number.ts'
import { Order } from '../domain/order-view.ts'
import { openOrder, unknownOrder } from '../open-order.ts'
import { showOrder } from '../show-order.ts'

export const claimOrder = command({
  name: 'ordering.claim-order',
  summary:
    'Hands an order that was placed as a guest to the account of whoever holds its token. Repeats change nothing.',
  rest: 'POST /orders/{number}/claim',
  access: signedIn,
  input: z.object({ number: OrderNumber, token: text(200).optional() }),
  output: Order,
  refuses: { unknown_order: 404, email_unverified: 403, order_claimed: 409 },
  read: async (ctx, input) => {
    const person = personOf(ctx.caller)
    if (person === undefined) return unknownOrder(input.number)
    const orderId = await openOrder(ctx, input)
    if (isRefused(orderId)) return orderId
    const email = await verifiedEmail(ctx, person)
    return isRefused(email) ? email : { orderId, userId: UserId.parse(person) }
  },
  run: async (ctx, { number }, { orderId, userId }) => {
    if (!(await giveOrder(ctx.sql, orderId, userId))) {
      return refuse('order_claimed', { detail: `Order ${number} belongs to another account.` })
    }
    const [order] = await wholeOrders(ctx.sql, [orderId])
    return order ? showOrder(order, ctx.now()) : unknownOrder(number)
  },
})
