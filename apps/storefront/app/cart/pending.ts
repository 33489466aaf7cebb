import type { CartData, CartLine, Money } from '../api/outputs.ts'

/** A change of the cart that is on its way: how many there shall be of a line, or are to be added of a variant. */
export type Pending =
  | { readonly kind: 'set'; readonly lineId: string; readonly quantity: number }
  | { readonly kind: 'add'; readonly variantId: string; readonly quantity: number }

/** What has to be known of a line to foresee it. */
type Line = Pick<CartLine, 'quantity' | 'unitPrice' | 'subtotal'> & { readonly id: string; readonly variantId: string }

type Shown = Pick<CartData, 'totals'> & { readonly lines: readonly Line[] }

/** What a form asks for; `undefined` for one that changes no cart, or asks for what cannot be. */
export function readPending(form: FormData): Pending | undefined {
  const quantity = quantityIn(form)
  const lineId = form.get('lineId')
  const variantId = form.get('variantId')
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > 999) return undefined
  if (typeof lineId === 'string') return { kind: 'set', lineId, quantity }
  return typeof variantId === 'string' ? { kind: 'add', variantId, quantity } : undefined
}

/** What is typed, and one more or less by the buttons beside it. */
export function quantityIn(form: FormData): number {
  return form.get('intent') === 'remove' ? 0 : Number(form.get('quantity') ?? 1) + Number(form.get('step') ?? 0)
}

/**
 * A line as it will be if everything is granted; with a quantity of 0 it goes. Nothing is kept: a change that is refused is no longer
 * pending, and the line is what the shop says.
 */
export function withPendingLine<One extends Line>(line: One, pending: readonly Pending[]): One {
  return pending.reduce<One>(changed, line)
}

/** The sums as they will be. What the shop gives off is not known before it answers. */
export function withPendingTotals({ lines, totals }: Shown, pending: readonly Pending[]): CartData['totals'] {
  const difference = lines.reduce(
    (sum, line) => sum + withPendingLine(line, pending).subtotal.amount - line.subtotal.amount,
    0,
  )
  const more = ({ amount, currency }: Money): Money => ({ amount: amount + difference, currency })
  return { ...totals, subtotal: more(totals.subtotal), total: more(totals.total) }
}

/** How many pieces there will be, those included that are not in the cart yet. */
export function countWith(known: readonly Line[], pending: readonly Pending[]): number {
  const kept = known.reduce((sum, line) => sum + withPendingLine(line, pending).quantity, 0)
  const isKnown = (variantId: string) => known.some((line) => line.variantId === variantId)
  const added = pending.reduce(
    (sum, one) => (one.kind === 'add' && !isKnown(one.variantId) ? sum + one.quantity : sum),
    0,
  )
  return kept + added
}

function changed<One extends Line>(line: One, pending: Pending): One {
  if (pending.kind === 'add') {
    return pending.variantId === line.variantId ? counting(line, line.quantity + pending.quantity) : line
  }
  return pending.lineId === line.id ? counting(line, pending.quantity) : line
}

function counting<One extends Line>(line: One, quantity: number): One {
  const { amount, currency } = line.unitPrice
  return { ...line, quantity, subtotal: { amount: amount * quantity, currency } }
}
