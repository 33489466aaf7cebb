import { Link, NavLink, useLocation } from 'react-router'
import type { CategoryNode, Market } from '../api/outputs.ts'
import { CartLink } from '../cart/cart-link.tsx'
import { Page } from '../components/page.tsx'

type Props = { readonly categories: readonly CategoryNode[]; readonly market: Market | undefined }

export function SiteHeader({ categories, market }: Props) {
  return (
    <header className="relative border-b border-line">
      <Page>
        <div className="grid min-h-20 grid-cols-[1fr_auto_1fr] items-center text-small lg:pt-4">
          <div>
            <div className="lg:hidden">
              <Menu categories={categories} market={market} />
            </div>
            <div className="hidden text-ink-soft lg:block">
              <MarketLink market={market} />
            </div>
          </div>
          <Link
            to="/"
            prefetch="intent"
            className="font-display text-title whitespace-nowrap uppercase md:text-heading"
          >
            {/* the space after the last letter would push the word to the left */}
            <span className="pl-[0.3em] tracking-mark">Noirel</span>
          </Link>
          <div className="text-right">
            <CartLink />
          </div>
        </div>
        <nav aria-label="Categories" className="hidden lg:block">
          <ul className="flex flex-wrap justify-center gap-x-8 pb-4 text-small">
            {categories.map(({ slug, name }) => (
              <li key={slug}>
                <NavLink
                  to={`/categories/${slug}`}
                  prefetch="intent"
                  className="inline-flex min-h-8 items-center border-b border-transparent hover:border-ink aria-[current=page]:border-accent"
                >
                  {name}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </Page>
    </header>
  )
}

/** Opens without script; a new page closes it, as it is another element then. */
function Menu({ categories, market }: Props) {
  const { pathname } = useLocation()
  return (
    <details key={pathname} className="group">
      <summary className="inline-flex min-h-12 items-center list-none">
        <span className="group-open:hidden">Menu</span>
        <span className="hidden group-open:inline">Close</span>
      </summary>
      <nav
        aria-label="Categories"
        className="absolute inset-x-0 top-full z-10 border-y border-line bg-paper px-4 py-6 md:px-8"
      >
        <ul>
          {categories.map(({ slug, name }) => (
            <li key={slug}>
              <Link to={`/categories/${slug}`} className="flex min-h-12 items-center font-display text-title">
                {name}
              </Link>
            </li>
          ))}
          <li className="mt-4 border-t border-line pt-4">
            <MarketLink market={market} />
          </li>
        </ul>
      </nav>
    </details>
  )
}

/** Leads to where the market is chosen, at the foot of the page. */
function MarketLink({ market }: Pick<Props, 'market'>) {
  return (
    <a href="#market" className="inline-flex min-h-12 items-center hover:text-ink">
      <span className="sr-only">Delivery & currency: </span>
      {market ? `${market.name}, ${market.currency}` : 'Delivery & currency'}
    </a>
  )
}
