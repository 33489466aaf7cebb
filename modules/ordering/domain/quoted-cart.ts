import { equals, type Money, type Refusal, refuse } from '@merx/kernel'

type Quoted = {
  readonly lines: readonly unknown[]
  readonly problems: readonly { readonly code: string }[]
  readonly totals: { readonly total: Money }
}

/** Why a cart cannot become an order as it was quoted; `undefined` if it can. */
export function objectionTo(
  { lines, problems, totals }: Quoted,
  expectedTotal: Money,
): Refusal<'empty_cart' | 'cart_problems' | 'out_of_stock' | 'total_changed'> | undefined {
  const codes = problems.map(({ code }) => code)
  if (codes.includes('withdrawn')) {
    return refuse('cart_problems', {
      detail: 'Something in the cart is no longer sold. Take it out, then order.',
      problems,
    })
  }
  if (codes.includes('out_of_stock') || codes.includes('quantity_reduced')) {
    return refuse('out_of_stock', {
      detail: 'Less is left than is in the cart. Lower the quantities or take the lines out.',
      problems,
    })
  }
  if (lines.length === 0) return emptyCart()
  // a changed price alone does not stand in the way: the buyer agrees to it by the total
  if (!equals(totals.total, expectedTotal)) {
    return refuse('total_changed', {
      detail: 'The total is not the one that was shown. Look at the new one, then order.',
      expected: expectedTotal,
      actual: totals.total,
      problems,
    })
  }
  return undefined
}

export function emptyCart(): Refusal<'empty_cart'> {
  return refuse('empty_cart', { detail: 'There is nothing in the cart.' })
}
