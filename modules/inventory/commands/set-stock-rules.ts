import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { announceLevels } from '../announce-levels.ts'
import { openLevels } from '../data/levels.ts'
import { locationIds } from '../data/locations.ts'
import { lockLevels } from '../data/locks.ts'
import { updateRules } from '../data/rules.ts'
import { VariantId } from '../domain/ids.ts'
import { Count, LocationCode } from '../domain/stock.ts'

const StockRule = z
  .object({
    variantId: VariantId,
    location: LocationCode,
    backorderLimit: Count.describe('How many may be sold ahead of their delivery'),
    lowStockThreshold: Count.describe('At this many left, or fewer, the stock is low; 0: never'),
  })
  .meta({ id: 'StockRule' })

export const setStockRules = command({
  name: 'inventory.set-stock-rules',
  summary: 'Sets how far variants may be oversold on purpose, and when their stock counts as low. All rows or none.',
  rest: 'PUT /admin/stock/rules',
  access: can('inventory:write'),
  input: z.object({ rules: z.array(StockRule).min(1).max(2_000) }),
  output: z.object({ changed: z.int() }).meta({ id: 'StockRulesSet' }),
  refuses: { unknown_location: 404, below_reserved: 409 },
  async run(ctx, { rules }) {
    const locations = await locationIds(
      ctx.sql,
      rules.map(({ location }) => location),
    )
    const unknown = rules.find(({ location }) => !locations.has(location))
    if (unknown) return refuse('unknown_location', { detail: `There is no location '${unknown.location}'.` })
    const placed = rules.flatMap((rule) => {
      const locationId = locations.get(rule.location)
      return locationId ? [{ ...rule, locationId }] : []
    })
    await openLevels(ctx.sql, placed)
    const locked = await lockLevels(ctx.sql, [...new Set(placed.map(({ variantId }) => variantId))])
    const byShelf = new Map(placed.map((rule) => [`${rule.variantId} ${rule.locationId}`, rule]))
    const levels = locked.map((level) => {
      const rule = byShelf.get(`${level.variantId} ${level.locationId}`)
      if (!rule) return level
      const { backorderLimit, lowStockThreshold } = rule
      return { ...level, after: { ...level.before, backorderLimit, lowStockThreshold } }
    })
    const broken = levels.filter(({ after }) => after.reserved > after.onHand + after.backorderLimit)
    if (broken.length > 0) {
      return refuse('below_reserved', {
        detail: 'Orders hold more than would be allowed. Cancel orders or count in new goods first.',
        variantIds: broken.map(({ variantId }) => variantId),
      })
    }
    await updateRules(ctx.sql, [...byShelf.values()])
    announceLevels(ctx, levels)
    return { changed: byShelf.size }
  },
})
