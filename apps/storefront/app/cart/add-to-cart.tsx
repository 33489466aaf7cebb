import { useEffect, useId, useSyncExternalStore } from 'react'
import { Link, useFetcher } from 'react-router'
import type { Variant } from '../api/outputs.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Select } from '../components/select.tsx'
import { type KnownCart, tellCart } from './known-cart.ts'

export type Added = { readonly ok: true; readonly cart: KnownCart } | { readonly ok: false; readonly message: string }

/** How many of a piece the form offers; more can be had in the cart. */
const quantities = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Without script the cart opens; with it the buyer stays and is told. `told` is how it went where there was no script. */
export function AddToCart({ variant, told }: { readonly variant: Variant; readonly told: Added | undefined }) {
  const fetcher = useFetcher<Added>({ key: `add-${variant.id}` })
  const hasScript = useHasScript()
  const quantityId = useId()
  const added = fetcher.data ?? told
  const cart = fetcher.data?.ok ? fetcher.data.cart : undefined
  useEffect(() => {
    if (cart) tellCart(cart)
  }, [cart])
  const canBuy = variant.inStock && variant.price !== null

  return (
    <fetcher.Form method="post" className="pt-8">
      <input type="hidden" name="variantId" value={variant.id} />
      <input type="hidden" name="then" value={hasScript ? 'stay' : 'cart'} />
      <div className="flex gap-2">
        {canBuy && (
          <div className="shrink-0">
            <label htmlFor={quantityId} className="sr-only">
              Quantity
            </label>
            <Select id={quantityId} name="quantity" compact>
              {quantities.map((quantity) => (
                <option key={quantity}>{quantity}</option>
              ))}
            </Select>
          </div>
        )}
        <Button wide disabled={!canBuy} busy={fetcher.state !== 'idle'}>
          {canBuy
            ? fetcher.state === 'idle'
              ? 'Add to cart'
              : 'Adding …'
            : variant.price === null
              ? 'Not sold here'
              : 'Sold out'}
        </Button>
      </div>
      <div aria-live="polite" className="pt-4">
        {added && fetcher.state === 'idle' && (
          <div className="pb-4">
            <Notice tone={added.ok ? 'calm' : 'alarm'}>
              {added.ok ? (
                <>
                  It is in your cart.{' '}
                  <Link to="/cart" className="underline underline-offset-4">
                    View cart
                  </Link>
                </>
              ) : (
                added.message
              )}
            </Notice>
          </div>
        )}
      </div>
    </fetcher.Form>
  )
}

function useHasScript(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
