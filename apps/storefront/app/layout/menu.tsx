import { type RefObject, useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import type { CategoryNode, Market } from '../api/outputs.ts'
import { Icon } from '../components/icon.tsx'
import { MarketLink } from './market-link.tsx'
import { places } from './places.ts'

type Props = { readonly categories: readonly CategoryNode[]; readonly market: Market | undefined }

/** Everything that can be gone to, over the whole page. It opens without script; whatever is gone to closes it, as it is another element then. */
export function Menu({ categories, market }: Props) {
  const { key } = useLocation()
  const box = useRef<HTMLDetailsElement>(null)
  useClosedByEscape(box)
  return (
    <details ref={box} key={key} data-menu className="group">
      <summary className="-ms-3 inline-flex min-h-12 items-center gap-2 px-3 list-none transition-colors hover:text-accent">
        <span className="group-open:hidden">
          <Icon name="menu" />
        </span>
        <span className="hidden group-open:inline">
          <Icon name="close" />
        </span>
        <span className="sr-only md:not-sr-only group-open:hidden">Menu</span>
        <span className="hidden sr-only md:not-sr-only group-open:inline">Close</span>
      </summary>
      <nav
        aria-label="Menu"
        className="absolute inset-x-0 top-full h-[calc(100dvh-4rem)] animate-rise overflow-y-auto overscroll-contain border-t border-line bg-paper px-4 pt-6 pb-16 md:h-[calc(100dvh-5rem)] md:px-8 lg:px-12"
      >
        <ul className="mx-auto grid max-w-page md:grid-cols-2 md:gap-x-12 lg:grid-cols-3">
          {categories.map(({ slug, name, productCount }) => (
            <li key={slug} className="border-b border-line">
              <Link
                to={`/categories/${slug}`}
                viewTransition
                className="flex min-h-14 items-baseline justify-between py-3 transition-colors hover:text-accent"
              >
                <span className="font-display text-title">{name}</span>
                <span className="text-caption text-ink-soft tabular-nums">
                  {productCount}
                  <span className="sr-only"> pieces</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <ul className="mx-auto flex max-w-page flex-wrap gap-x-8 pt-8 text-small">
          <li>
            <Link to="/products" viewTransition className="inline-flex min-h-12 items-center hover:text-accent">
              Everything
            </Link>
          </li>
          <li>
            <Link
              to="/products?sort=newest"
              viewTransition
              className="inline-flex min-h-12 items-center hover:text-accent"
            >
              New in the house
            </Link>
          </li>
          {places.map(({ to, label }) => (
            <li key={to}>
              <Link to={to} viewTransition className="inline-flex min-h-12 items-center hover:text-accent">
                {label}
              </Link>
            </li>
          ))}
          <li>
            <MarketLink market={market} />
          </li>
        </ul>
      </nav>
    </details>
  )
}

/** Escape closes it and gives the focus back, as with a dialog. */
function useClosedByEscape(box: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const close = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || !box.current?.open) return
      box.current.open = false
      box.current.querySelector('summary')?.focus()
    }
    addEventListener('keydown', close)
    return () => removeEventListener('keydown', close)
  }, [box])
}
