import { isRefused, topic } from '@merx/kernel'
import { OrderNumber } from './domain/order-number.ts'
import { orderCancelled, orderConfirmed, orderPaid, orderPlaced } from './events.ts'
import { getOrder } from './queries/get-order.ts'

const kinds = {
  [orderPlaced.name]: 'placed',
  [orderConfirmed.name]: 'confirmed',
  [orderPaid.name]: 'paid',
  [orderCancelled.name]: 'cancelled',
} as const

/** An order, for whoever may see it. What became of it the order itself says. */
export const orderTopic = topic({
  name: 'order',
  summary: 'An order, told by what has just happened to it.',
  of: OrderNumber,
  token: 'order',
  open: async (caller, number) => {
    const order = await caller.call(getOrder, { number })
    return isRefused(order) ? undefined : { key: number }
  },
  on: [orderPlaced, orderConfirmed, orderPaid, orderCancelled],
  tell: ({ name, payload }) => ({ key: payload.number, kind: kinds[name] }),
})
