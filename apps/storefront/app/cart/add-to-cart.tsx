import { useEffect, useId } from 'react'
import { useFetcher } from 'react-router'
import type { Variant } from '../api/outputs.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Select } from '../components/select.tsx'
import { type Submission, showToast } from '../components/toast-store.ts'
import { useHasScript } from '../state/has-script.ts'
import type { Added, CartAnswer } from './change.server.ts'
import { useToldCart } from './known-cart.ts'

/** How many of a piece the form offers; more can be had in the cart. */
const quantities = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

type Props = {
  readonly id: string
  readonly variant: Variant
  readonly name: string
  /** How it went where there was no script. */
  readonly told: CartAnswer | undefined
}

/** Without script the cart opens; with it the buyer stays, is told, and can take it back. */
export function AddToCart({ id, variant, name, told }: Props) {
  const fetcher = useFetcher<CartAnswer>({ key: `add-${variant.id}` })
  const hasScript = useHasScript()
  const quantityId = useId()
  const answer = fetcher.data ?? told
  useOutcome(name, fetcher.data)
  const isAdding = fetcher.state === 'submitting'
  const canBuy = variant.inStock && variant.price !== null

  return (
    <fetcher.Form id={id} method="post" className="pt-8">
      <input type="hidden" name="variantId" value={variant.id} />
      <input type="hidden" name="stays" value={hasScript ? 'yes' : 'no'} />
      <div className="flex gap-2">
        {canBuy && (
          <>
            <label htmlFor={quantityId} className="sr-only">
              Quantity
            </label>
            <Select id={quantityId} name="quantity" measure="compact">
              {quantities.map((quantity) => (
                <option key={quantity}>{quantity}</option>
              ))}
            </Select>
          </>
        )}
        <Button wide disabled={!canBuy} busy={isAdding}>
          {wordFor(variant, isAdding)}
        </Button>
      </div>
      <div aria-live="polite">
        {answer?.ok === false && !isAdding && (
          <div className="pt-4">
            <Notice tone="alarm">{answer.message}</Notice>
          </div>
        )}
      </div>
    </fetcher.Form>
  )
}

function useOutcome(name: string, answer: CartAnswer | undefined): void {
  useToldCart(answer?.ok ? answer.cart : undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is told once
  useEffect(() => {
    if (!answer?.ok) return
    const link = { to: '/cart', label: 'View cart' }
    showToast({ text: `${name} is in your cart.`, link, ...(answer.added && { undo: takeBack(answer.added) }) })
  }, [answer])
}

function takeBack({ lineId, before }: Added): Submission {
  return { action: '/cart', fields: { lineId, quantity: String(before), stays: 'yes' } }
}

function wordFor({ price, inStock }: Variant, isAdding: boolean): string {
  if (price === null) return 'Not sold here'
  if (!inStock) return 'Sold out'
  return isAdding ? 'Adding …' : 'Add to cart'
}
