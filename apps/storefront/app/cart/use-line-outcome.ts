import { useLayoutEffect } from 'react'
import type { CartLine } from '../api/outputs.ts'
import { type Submission, showToast } from '../components/toast-store.ts'
import type { CartAnswer } from './change.server.ts'
import { tellCart } from './known-cart.ts'
import { lineName } from './line-name.ts'

/** Makes known what became of a line; one that is gone can be had back. */
export function useLineOutcome(line: CartLine, answer: CartAnswer | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is told once, whatever the line looks like by then
  useLayoutEffect(() => {
    if (!answer?.ok) return
    tellCart(answer.cart)
    const isGone = answer.cart.lines.every(({ id }) => id !== line.id)
    if (isGone) showToast({ text: `${lineName(line)} is out of your cart.`, undo: putBack(line) })
  }, [answer])
}

function putBack({ productSlug, variantId, quantity }: CartLine): Submission {
  return {
    action: `/products/${productSlug}`,
    fields: { variantId, quantity: String(quantity), stays: 'yes' },
  }
}
