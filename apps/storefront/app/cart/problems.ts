import type { CartProblem, Money } from '../api/outputs.ts'
import { formatPrice } from '../money/format.ts'

type Told = Pick<CartProblem, 'code' | 'detail' | 'available'> & {
  readonly was?: Money | undefined
  readonly now?: Money | undefined
}

/** What has changed about a line since it was put into the cart. */
export function problemText({ code, detail, available, was, now }: Told): string {
  switch (code) {
    case 'price_changed':
      return was && now ? `The price was ${formatPrice(was)} and is ${formatPrice(now)} now.` : detail
    case 'quantity_reduced':
      return available === undefined ? detail : `Only ${available} are left. Press “Update” to take those.`
    case 'out_of_stock':
      return 'Sold out in the meantime. Remove it to go on.'
    case 'withdrawn':
      return 'No longer sold. Remove it to go on.'
    case 'added_in_part':
    case 'left_out':
      return detail
  }
}

/** What the buyer may know and need not mend: a new price is agreed to with the total, and what two carts became is told once. */
const harmless: readonly CartProblem['code'][] = ['price_changed', 'added_in_part', 'left_out']

/** Whether it has to be dealt with before one can order. */
export function isInTheWay({ code }: Pick<CartProblem, 'code'>): boolean {
  return !harmless.includes(code)
}
