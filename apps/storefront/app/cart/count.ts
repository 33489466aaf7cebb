import { type Api, createClient, httpTransport } from '@merx/client'
import { useEffect, useSyncExternalStore } from 'react'

/** How many pieces lie in the cart, known by script alone: pages that everybody sees alike cannot tell. */
let count: number | undefined
const listeners = new Set<() => void>()

const client = createClient<Api>({ transport: httpTransport({ routes: { 'cart.get-cart': 'GET /cart' } }) })

export function tellCount(known: number): void {
  count = known
  for (const listener of listeners) listener()
}

async function askCount(): Promise<void> {
  const cart = await client.call('cart.get-cart')
  if (cart.ok) tellCount(cart.value.count)
}

export function useCartCount(): number | undefined {
  useEffect(() => {
    if (count === undefined) void askCount()
  }, [])
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => count,
    () => undefined,
  )
}

/** For pages before which the cart became an order. */
export function useAskedCount(): void {
  useEffect(() => void askCount(), [])
}

/** For pages that know it from their own data. */
export function useToldCount(known: number | undefined): void {
  useEffect(() => {
    if (known !== undefined) tellCount(known)
  }, [known])
}
