import { lazy, Suspense, useEffect, useState } from 'react'
import { useFetcher, useLocation } from 'react-router'
import { undoKey } from '../components/toast-store.ts'
import { useStore } from '../state/store.ts'
import type { CartAnswer } from './change.server.ts'
import { drawer, loadDrawer } from './drawer.ts'
import { useToldCart } from './known-cart.ts'

const CartDrawer = lazy(async () => ({ default: (await loadDrawer()).CartDrawer }))

/** Holds the drawer, which no page has of its own, and hears what became of changes that were taken back. */
export function CartKeeper() {
  const isOpen = useStore(drawer, false)
  const [wasOpened, setOpened] = useState(false)
  if (isOpen && !wasOpened) setOpened(true)

  const { key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever page one goes to, the drawer belonged to the one before
  useEffect(() => drawer.set(false), [key])

  const { data } = useFetcher<CartAnswer>({ key: undoKey })
  useToldCart(data?.ok ? data.cart : undefined)

  if (!wasOpened) return null
  return (
    <Suspense fallback={null}>
      <CartDrawer isOpen={isOpen} onClose={() => drawer.set(false)} />
    </Suspense>
  )
}
