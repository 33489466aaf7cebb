/** What the buyer is told when something cannot be put into the cart or changed in it. */
export function cartRefusal({
  code,
  problem,
}: {
  readonly code: string
  readonly problem: { readonly detail?: string }
}): string {
  switch (code) {
    case 'out_of_stock':
      return problem.detail ?? 'There are not enough of this left.'
    case 'unknown_variant':
      return 'This is not sold any more.'
    case 'unknown_line':
      return 'This is no longer in your cart.'
    case 'cart_full':
      return 'Your cart is full. Please order what is in it first.'
    case 'invalid_input':
      return 'Please give a quantity from 1 to 999.'
    default:
      return 'That did not work just now. Please try again.'
  }
}
