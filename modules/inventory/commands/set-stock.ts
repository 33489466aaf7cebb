import { command, internal, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { announceLevels } from '../announce-levels.ts'
import { openLevels } from '../data/levels.ts'
import { locationIds } from '../data/locations.ts'
import { lockLevels } from '../data/locks.ts'
import { moveOnHand } from '../data/move.ts'
import { openCounted } from '../data/open-counted.ts'
import { actorOf } from '../domain/actor.ts'
import { type Counted, compareCounts, lastOfEachShelf } from '../domain/count.ts'
import { VariantId } from '../domain/ids.ts'
import { Count, LocationCode, Reason } from '../domain/stock.ts'

const StockCount = z
  .object({
    variantId: VariantId,
    sku: text(80).optional().describe('Comes back with a rejected row, for who counts by SKU'),
    location: LocationCode,
    onHand: Count,
    reason: Reason,
  })
  .meta({ id: 'StockCount' })

const RejectedCount = z
  .object({
    variantId: VariantId,
    sku: z.string().nullable(),
    location: z.string(),
    onHand: z.int(),
    reserved: z.int(),
    backorderLimit: z.int(),
  })
  .meta({
    id: 'RejectedCount',
    description: 'A count below what is promised to orders: cancel orders, or allow back-orders, then count again',
  })

export const setStock = command({
  name: 'inventory.set-stock',
  summary:
    'Enters counts of whole shelves, thousands at a time; a row below what is promised is rejected, the others stand.',
  access: internal,
  input: z.object({
    counts: z.array(StockCount).min(1).max(2_000),
    only: z
      .literal('uncounted')
      .optional()
      .describe('Leaves alone what was ever counted: opening stock may be loaded again without undoing sales'),
  }),
  output: z
    .object({ changed: z.int(), unchanged: z.int(), rejected: z.array(RejectedCount) })
    .meta({ id: 'StockCounted' }),
  refuses: { unknown_location: 404 },
  async run(ctx, { counts, only }) {
    const locations = await locationIds(
      ctx.sql,
      counts.map(({ location }) => location),
    )
    const unknown = counts.find(({ location }) => !locations.has(location))
    if (unknown) return refuse('unknown_location', { detail: `There is no location '${unknown.location}'.` })
    const placed: Counted[] = counts.flatMap((count) => {
      const locationId = locations.get(count.location)
      return locationId ? [{ ...count, locationId }] : []
    })
    const why = { cause: 'counted', actor: actorOf(ctx.caller) } as const
    if (only === 'uncounted') {
      const { levels, filled } = await openCounted(ctx.sql, lastOfEachShelf(placed), why)
      announceLevels(ctx, levels)
      return { changed: filled, unchanged: placed.length - filled, rejected: [] }
    }
    await openLevels(ctx.sql, placed)
    const locked = await lockLevels(ctx.sql, [...new Set(placed.map(({ variantId }) => variantId))])
    const { moves, unchanged, rejected } = compareCounts(placed, locked)
    if (moves.length > 0) announceLevels(ctx, (await moveOnHand(ctx.sql, moves, why)).levels)
    return {
      changed: moves.length,
      unchanged,
      rejected: rejected.map(({ count, level }) => ({
        variantId: count.variantId,
        sku: count.sku ?? null,
        location: count.location,
        onHand: count.onHand,
        reserved: level.reserved,
        backorderLimit: level.backorderLimit,
      })),
    }
  },
})
