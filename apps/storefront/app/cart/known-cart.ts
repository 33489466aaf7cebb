import { useEffect, useLayoutEffect } from 'react'
import type { CartData } from '../api/outputs.ts'
import { followOwn, renewLine } from '../live/live.ts'
import { createStore, useStore } from '../state/store.ts'

/** What the script knows of the cart: pages that everybody sees alike cannot tell. */
const known = createStore<CartData | undefined>(undefined)

let isFollowed = false
let otherTabs: BroadcastChannel | undefined

export function tellCart(cart: CartData): void {
  const before = known.get()
  // an answer that was overtaken by a later one
  if (before?.id === cart.id && before.version > cart.version) return
  known.set(cart)
  tabs()?.postMessage({ id: cart.id, version: cart.version })
  if (before?.id !== cart.id && cart.id !== null) follow()
}

async function askCart(): Promise<void> {
  // the code that asks comes after the page, and without a connection there is nothing to ask
  const { fetchCart } = await import('./ask-cart.ts')
  const cart = await fetchCart()
  if (cart.ok) tellCart(cart.value)
}

function askIfOlderThan(state: { readonly version: number } | undefined): void {
  const version = known.get()?.version
  if (!state || version === undefined || version < state.version) void askCart()
}

/** The cart changes in other tabs and on other devices too. Another cart came with another cookie. */
function follow(): void {
  if (isFollowed) renewLine()
  else followOwn('cart', { onFresh: askIfOlderThan, onEvent: ({ state }) => askIfOlderThan(state) })
  isFollowed = true
}

/** A tab that was opened before there was a cart follows none: it hears of the first one from the tab that made it. */
function tabs(): BroadcastChannel | undefined {
  if (otherTabs || typeof BroadcastChannel === 'undefined') return otherTabs
  otherTabs = new BroadcastChannel('merx-cart')
  otherTabs.onmessage = ({ data }: MessageEvent<Pick<CartData, 'id' | 'version'>>) => {
    const cart = known.get()
    if (data.id !== cart?.id || data.version > cart.version) void askCart()
  }
  return otherTabs
}

export function useKnownCart(): CartData | undefined {
  useEffect(() => {
    tabs()
    if (known.get() === undefined) void askCart()
  }, [])
  return useStore(known, undefined)
}

/** For pages before which the cart became an order. */
export function useAskedCart(): void {
  useEffect(() => void askCart(), [])
}

/** For whoever learns the cart by an answer. Before the next paint, so that nobody sees the cart from before the answer. */
export function useToldCart(cart: CartData | undefined): void {
  useLayoutEffect(() => {
    if (cart) tellCart(cart)
  }, [cart])
}

/** For pages that come with the cart: as they have it, or as it has become since. */
export function useFreshCart(loaded: CartData): CartData {
  useToldCart(loaded)
  const latest = useKnownCart()
  return latest?.id === loaded.id && latest.version > loaded.version ? latest : loaded
}
