import { z } from 'zod'
import { CartLineId, VariantId } from './ids.ts'
import { mostLines, mostOfOne } from './limits.ts'
import type { StoredLine } from './stored-cart.ts'

/** How many may be sold of each variant; one that is not named is out. */
export const Stock = z.array(z.object({ variantId: VariantId, available: z.int() }).meta({ id: 'AvailableVariant' }))
export type Stock = z.output<typeof Stock>

/** What of a line did not find room, or all of it. */
export const Rest = z
  .object({
    lineId: CartLineId,
    variantId: VariantId,
    wanted: z.int().describe('Pieces, with those that were in the cart'),
    kept: z.int(),
    because: z.enum(['stock', 'line_full', 'cart_full']),
  })
  .meta({ id: 'CartRest' })
export type Rest = Readonly<z.output<typeof Rest>>

export type Brought = {
  /** What is to be written: lines that are new, and lines that were there with more in them. */
  readonly lines: readonly StoredLine[]
  readonly rest: readonly Rest[]
}

export type Bringing = {
  readonly lines: readonly StoredLine[]
  readonly stock: Stock
  /** Whether they come out of a cart, whose buyer is to lose nothing. */
  readonly ofCart: boolean
}

/**
 * Adds lines to those of a cart, up to what may be sold. No cart loses what it had: where less is left than one of them holds, the larger
 * quantity stays, and the cart says so as ever.
 */
export function bringLines(own: readonly StoredLine[], { lines: brought, stock, ofCart }: Bringing): Brought {
  const available = new Map(stock.map((level) => [level.variantId, level.available]))
  const ownByVariant = new Map(own.map((line) => [line.variantId, line]))
  const fitting = new Set(
    brought
      .filter(({ variantId }) => !ownByVariant.has(variantId))
      .slice(0, mostLines - own.length)
      .map(({ variantId }) => variantId),
  )
  const lines: StoredLine[] = []
  const rest: Rest[] = []
  for (const line of brought) {
    const { variantId, quantity } = line
    const mine = ownByVariant.get(variantId)
    if (!mine && !fitting.has(variantId)) {
      rest.push({ lineId: line.id, variantId, wanted: quantity, kept: 0, because: 'cart_full' })
      continue
    }
    const wanted = quantity + (mine?.quantity ?? 0)
    const sold = Math.max(available.get(variantId) ?? 0, ofCart ? quantity : 0, mine?.quantity ?? 0)
    const kept = Math.min(wanted, sold, mostOfOne)
    const { id } = mine ?? line
    lines.push({ ...(mine ?? line), quantity: kept })
    if (kept < wanted)
      rest.push({ lineId: id, variantId, wanted, kept, because: kept === mostOfOne ? 'line_full' : 'stock' })
  }
  return { lines, rest }
}
