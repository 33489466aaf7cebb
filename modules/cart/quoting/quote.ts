import type { Money } from '@merx/kernel'
import { type PricedCart, type PricedLine, priceCart, type TaxRate } from '@merx/pricing'
import { checkLines, type HeldBackLine, type Problem, type SoldLine } from '../domain/check-lines.ts'
import type { Known } from '../domain/known.ts'
import type { StoredLine } from '../domain/stored-cart.ts'

/** A cart with its prices: the one calculation behind cart, shipping options and checkout. */
export type Quote = {
  readonly lines: readonly (Omit<PricedLine, 'id'> & SoldLine)[]
  readonly heldBack: readonly HeldBackLine[]
  readonly problems: readonly Problem[]
  readonly totals: PricedCart['totals']
  readonly taxLines: PricedCart['taxLines']
  /** Grams. */
  readonly weight: number
}

/** Where the goods go, as far as it is known: without rates there is no tax, without an option no shipping. */
export type Destination = {
  readonly rates: readonly TaxRate[]
  readonly shipping?: { readonly price: Money; readonly taxCategory: string }
}

export function quoteLines(lines: readonly StoredLine[], known: Known, { rates, shipping }: Destination): Quote {
  const { sold, heldBack, problems } = checkLines(lines, known)
  const priced = priceCart({
    market: known.market,
    lines: sold.map(({ id, price, quantity, variant }) => ({
      id,
      unitPrice: price,
      quantity,
      taxCategory: variant.taxCategory,
    })),
    shipping,
    rates,
  })
  const lineById = new Map(priced.lines.map((line) => [line.id, line]))
  return {
    lines: sold.flatMap((line) => {
      const price = lineById.get(line.id)
      return price ? [{ ...price, ...line }] : []
    }),
    heldBack,
    problems,
    totals: priced.totals,
    taxLines: priced.taxLines,
    weight: sold.reduce((grams, { variant, quantity }) => grams + variant.weight * quantity, 0),
  }
}
