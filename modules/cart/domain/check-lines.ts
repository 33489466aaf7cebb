import { equals, type Money } from '@merx/kernel'
import type { CartLineId } from './ids.ts'
import { type Known, type KnownVariant, type Offer, offerOf } from './known.ts'
import type { StoredLine } from './stored-cart.ts'

/** What the buyer should know before paying, and can live with. */
export type Problem = {
  readonly code: 'price_changed' | 'out_of_stock' | 'withdrawn' | 'quantity_reduced' | 'added_in_part' | 'left_out'
  readonly lineId: CartLineId
  readonly detail: string
  readonly available?: number
  readonly was?: Money
  readonly now?: Money
}

/** A line as it can be sold now. */
export type SoldLine = Offer & {
  readonly id: CartLineId
  /** What was asked for, or what is left of it. */
  readonly quantity: number
}

/** A line that cannot be sold now: it is shown and costs nothing. */
export type HeldBackLine = {
  readonly id: CartLineId
  readonly variant: KnownVariant
  readonly quantity: number
  readonly shownPrice: Money
}

export type CheckedLines = {
  readonly sold: readonly SoldLine[]
  readonly heldBack: readonly HeldBackLine[]
  readonly problems: readonly Problem[]
}

/** Holds what the buyer wants against what is known. Nothing is written: goods that come back are simply there again. */
export function checkLines(lines: readonly StoredLine[], known: Known): CheckedLines {
  const checked = lines.map((line) => checkLine(line, known))
  return {
    sold: checked.flatMap(({ sold }) => sold ?? []),
    heldBack: checked.flatMap(({ heldBack }) => heldBack ?? []),
    problems: checked.flatMap(({ problems }) => problems),
  }
}

type CheckedLine = {
  readonly sold?: SoldLine
  readonly heldBack?: HeldBackLine
  readonly problems: readonly Problem[]
}

function checkLine(line: StoredLine, known: Known): CheckedLine {
  const { id, variantId, quantity, shownPrice } = line
  const offer = offerOf(known, variantId)
  const variant = known.variants.find((one) => one.id === variantId)
  const heldBack = variant && { heldBack: { id, variant, quantity, shownPrice } }
  if (!offer) {
    return { ...heldBack, problems: [{ code: 'withdrawn', lineId: id, detail: 'This is no longer sold.' }] }
  }
  const { available } = offer
  if (available <= 0) {
    const problem = {
      code: 'out_of_stock',
      lineId: id,
      detail: 'None of this is left at the moment.',
      available: 0,
    } as const
    return { ...heldBack, problems: [problem] }
  }
  const sold = { ...offer, id, quantity: Math.min(quantity, available) }
  return { sold, problems: [...reduced(line, available), ...repriced(line, offer.price)] }
}

function reduced({ id, quantity }: StoredLine, available: number): readonly Problem[] {
  if (quantity <= available) return []
  const detail = `Only ${available} of ${quantity} are left.`
  return [{ code: 'quantity_reduced', lineId: id, detail, available }]
}

/** A price in another currency was shown in another market: that is no change of price. */
function repriced({ id, shownPrice }: StoredLine, price: Money): readonly Problem[] {
  if (shownPrice.currency !== price.currency || equals(shownPrice, price)) return []
  const detail = 'The price has changed since this was put into the cart.'
  return [{ code: 'price_changed', lineId: id, detail, was: shownPrice, now: price }]
}
