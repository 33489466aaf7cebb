import type { MouseEvent } from 'react'
import { Link, useLocation } from 'react-router'
import { Icon } from '../components/icon.tsx'
import { loadDrawer, openDrawer } from './drawer.ts'
import { useKnownCart } from './known-cart.ts'
import { countWith } from './pending.ts'
import { usePending } from './use-pending.ts'

/** Opens the cart beside the page; without script, and for a new tab, it is a page. */
export function CartLink() {
  const { pathname } = useLocation()
  const count = countWith(useKnownCart()?.lines ?? [], usePending())
  const open = (event: MouseEvent) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!isPlain || ['/cart', '/checkout'].includes(pathname)) return
    event.preventDefault()
    openDrawer()
  }
  return (
    <Link
      to="/cart"
      onClick={open}
      onPointerEnter={loadDrawer}
      onFocus={loadDrawer}
      className="relative -me-3 inline-flex size-12 items-center justify-center transition-colors hover:text-accent"
    >
      <Icon name="bag" />
      <span className="sr-only">Cart</span>
      {count > 0 && (
        <span className="absolute end-1 top-2 flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-ink px-1 text-[0.625rem] leading-none text-paper tabular-nums">
          <span aria-hidden="true">{count}</span>
          <span className="sr-only">, {count === 1 ? '1 piece' : `${count} pieces`}</span>
        </span>
      )}
    </Link>
  )
}
