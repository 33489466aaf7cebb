import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { lockOrder } from '../data/locks.ts'
import { insertOrder } from '../data/new-orders.ts'
import { saveChanges } from '../data/order-changes.ts'
import { actorOf } from '../domain/actor.ts'
import { cancelled } from '../domain/cancellation.ts'
import { NewOrder } from '../domain/new-order.ts'

/** Where modules live apart, stock may be refused when the order is written already. Nobody has heard of it: it goes without a word. */
export const discardOrder = command({
  name: 'ordering.discard-order',
  summary:
    'The undo of ordering.place-order: takes its input. The cart may become another order; a placing that comes late is barred.',
  access: internal,
  input: NewOrder,
  output: z.object({}),
  run: async (ctx, order) => {
    const by = { actor: actorOf(ctx.caller), at: ctx.now() }
    const placed = await lockOrder(ctx.sql, order.orderId)
    const change = placed && cancelled(placed, 'refused', ctx.newId)
    if (change) await saveChanges(ctx.sql, [change], by)
    if (!placed) await insertOrder(ctx.sql, order, { actor: by.actor, begins: 'refused' })
    return {}
  },
})
