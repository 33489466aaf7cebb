import type { Sql } from '@merx/kernel'
import { saveLines } from './data/brought-lines.ts'
import { type Bringing, type Brought, bringLines, type Rest } from './domain/brought-lines.ts'
import type { StoredCart, StoredLine } from './domain/stored-cart.ts'

export type CartWithRest = { readonly cart: StoredCart; readonly rest: Rest[] }

/** Adds lines to a cart that is locked; what does not fit is told. */
export async function bringInto(sql: Sql, cart: StoredCart, bringing: Bringing): Promise<CartWithRest> {
  const brought = bringLines(cart.lines, bringing)
  if (brought.lines.length > 0) await saveLines(sql, cart, brought.lines)
  return { cart: { ...cart, lines: [...linesAfter(cart.lines, brought)] }, rest: [...brought.rest] }
}

/** As they will be read: new ones stand last. */
function linesAfter(own: readonly StoredLine[], { lines }: Brought): readonly StoredLine[] {
  const changed = new Map(lines.map((line) => [line.variantId, line]))
  const before = new Set(own.map(({ variantId }) => variantId))
  const added = lines.filter(({ variantId }) => !before.has(variantId))
  return [...own.map((line) => changed.get(line.variantId) ?? line), ...added]
}
