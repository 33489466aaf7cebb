import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { announceLevels } from '../announce-levels.ts'
import { openLevels } from '../data/levels.ts'
import { locationIds } from '../data/locations.ts'
import { lockLevels } from '../data/locks.ts'
import { moveOnHand } from '../data/move.ts'
import { actorOf } from '../domain/actor.ts'
import { VariantId } from '../domain/ids.ts'
import { availableAt } from '../domain/level.ts'
import { LocationCode, mostOnHand, Reason } from '../domain/stock.ts'
import { StockLevel, stockLevel } from '../stock-level.ts'

export const adjustStock = command({
  name: 'inventory.adjust-stock',
  summary: 'Moves goods in or out of one place: found, broken, returned, given away.',
  rest: 'POST /admin/stock/adjustments',
  access: can('inventory:write'),
  idempotency: 'optional',
  input: z.object({
    variantId: VariantId,
    location: LocationCode,
    delta: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .refine((delta) => delta !== 0, { message: 'moves nothing' }),
    reason: Reason,
  }),
  output: StockLevel,
  refuses: { unknown_location: 404, not_enough_stock: 409, too_much_stock: 409 },
  async run(ctx, { variantId, location, delta, reason }) {
    const locationId = (await locationIds(ctx.sql, [location])).get(location)
    if (!locationId) return refuse('unknown_location', { detail: `There is no location '${location}'.` })
    await openLevels(ctx.sql, [{ variantId, locationId }])
    const here = (await lockLevels(ctx.sql, [variantId])).find((level) => level.locationId === locationId)
    if (here && here.before.onHand + delta > mostOnHand) {
      return refuse('too_much_stock', { detail: `One place holds ${mostOnHand} of a variant at most.` })
    }
    const { levels, moved } = await moveOnHand(ctx.sql, [{ variantId, locationId, onHand: delta, note: reason }], {
      cause: 'adjusted',
      actor: actorOf(ctx.caller),
    })
    const [level] = moved
    if (!level) {
      return refuse('not_enough_stock', {
        detail: 'Fewer are there than would go out, what is promised to orders left aside.',
        available: here ? availableAt(here.before) : 0,
      })
    }
    announceLevels(ctx, levels)
    return stockLevel(level, location)
  },
})
