import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { announceLevels } from '../announce-levels.ts'
import { openLevels } from '../data/levels.ts'
import { locationIds } from '../data/locations.ts'
import { lockLevels } from '../data/locks.ts'
import { moveOnHand } from '../data/move.ts'
import { actorOf } from '../domain/actor.ts'
import { VariantId } from '../domain/ids.ts'
import { freeAt } from '../domain/level.ts'
import { LocationCode, mostOnHand, Quantity, Reason } from '../domain/stock.ts'
import { StockLevel, stockLevel } from '../stock-level.ts'

export const transferStock = command({
  name: 'inventory.transfer-stock',
  summary: 'Moves goods from one place to another. Only what lies there free of orders can travel.',
  rest: 'POST /admin/stock/transfers',
  access: can('inventory:write'),
  idempotency: 'optional',
  input: z
    .object({ variantId: VariantId, from: LocationCode, to: LocationCode, quantity: Quantity, reason: Reason })
    .refine(({ from, to }) => from !== to, { path: ['to'], message: 'is where the goods are already' }),
  output: z.object({ from: StockLevel, to: StockLevel }).meta({ id: 'StockTransferred' }),
  refuses: { unknown_location: 404, not_enough_stock: 409, too_much_stock: 409 },
  async run(ctx, { variantId, from, to, quantity, reason }) {
    const ids = await locationIds(ctx.sql, [from, to])
    const [source, target] = [ids.get(from), ids.get(to)]
    if (!source || !target)
      return refuse('unknown_location', { detail: `There is no location '${source ? to : from}'.` })
    await openLevels(ctx.sql, [{ variantId, locationId: target }])
    const locked = new Map((await lockLevels(ctx.sql, [variantId])).map((level) => [level.locationId, level.before]))
    const [there, here] = [locked.get(source), locked.get(target)]
    if (!there || freeAt(there) < quantity) {
      return refuse('not_enough_stock', {
        detail: `'${from}' has fewer that are free of orders.`,
        available: there ? Math.max(0, freeAt(there)) : 0,
      })
    }
    if (here && here.onHand + quantity > mostOnHand) {
      return refuse('too_much_stock', { detail: `One place holds ${mostOnHand} of a variant at most.` })
    }
    const { levels, moved } = await moveOnHand(
      ctx.sql,
      [
        { variantId, locationId: source, onHand: -quantity, note: reason },
        { variantId, locationId: target, onHand: quantity, note: reason },
      ],
      { cause: 'transferred', actor: actorOf(ctx.caller) },
    )
    const [left, arrived] = [source, target].map((id) => moved.find(({ locationId }) => locationId === id))
    if (!left || !arrived)
      throw new Error(`A transfer of ${variantId} moved ${moved.length} of 2 levels under their locks`)
    announceLevels(ctx, levels)
    return { from: stockLevel(left, from), to: stockLevel(arrived, to) }
  },
})
