import { type Api, createClient, httpTransport } from '@merx/client'
import { useEffect, useSyncExternalStore } from 'react'
import { useRevalidator } from 'react-router'
import type { CartData } from '../api/outputs.ts'
import { followOwn, live } from '../live/live.ts'

/** What the script knows of the cart: pages that everybody sees alike cannot tell. */
export type KnownCart = Pick<CartData, 'id' | 'version' | 'count'>

let known: KnownCart | undefined
let isFollowed = false
let otherTabs: BroadcastChannel | undefined
const listeners = new Set<() => void>()

const client = createClient<Api>({ transport: httpTransport({ routes: { 'cart.get-cart': 'GET /cart' } }) })

export function tellCart(cart: KnownCart): void {
  // an answer that was overtaken by a later one
  if (known?.id === cart.id && known.version >= cart.version) return
  const isAnother = known?.id !== cart.id
  known = cart
  for (const listener of listeners) listener()
  tabs()?.postMessage({ id: cart.id, version: cart.version })
  if (isAnother && cart.id !== null) follow()
}

async function askCart(): Promise<void> {
  const cart = await client.call('cart.get-cart')
  if (cart.ok) tellCart(cart.value)
}

function askIfOlderThan(state: { readonly version: number } | undefined): void {
  if (!state || !known || known.version < state.version) void askCart()
}

/** The cart changes in other tabs and on other devices too. Another cart came with another cookie. */
function follow(): void {
  if (isFollowed) live().renew()
  else followOwn('cart', { onFresh: askIfOlderThan, onEvent: ({ state }) => askIfOlderThan(state) })
  isFollowed = true
}

/** A tab that was opened before there was a cart follows none: it hears of the first one from the tab that made it. */
function tabs(): BroadcastChannel | undefined {
  if (otherTabs || typeof BroadcastChannel === 'undefined') return otherTabs
  otherTabs = new BroadcastChannel('merx-cart')
  otherTabs.onmessage = ({ data }: MessageEvent<Pick<KnownCart, 'id' | 'version'>>) => {
    if (data.id !== known?.id || data.version > known.version) void askCart()
  }
  return otherTabs
}

export function useKnownCart(): KnownCart | undefined {
  useEffect(() => {
    tabs()
    if (known === undefined) void askCart()
  }, [])
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => known,
    () => undefined,
  )
}

/** For pages before which the cart became an order. */
export function useAskedCart(): void {
  useEffect(() => void askCart(), [])
}

/** For pages that show the cart by their own data, which they load again when the cart has gone on. */
export function useToldCart(cart: KnownCart): void {
  const { revalidate } = useRevalidator()
  const { id, version, count } = cart
  useEffect(() => tellCart({ id, version, count }), [id, version, count])
  const latest = useKnownCart()
  const isBehind = latest !== undefined && latest.id === id && latest.version > version
  useEffect(() => {
    if (isBehind) void revalidate()
  }, [isBehind, revalidate])
}
