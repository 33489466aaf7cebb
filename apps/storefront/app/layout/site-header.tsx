import { Link, NavLink } from 'react-router'
import type { CategoryNode, Market } from '../api/outputs.ts'
import { CartLink } from '../cart/cart-link.tsx'
import { Icon } from '../components/icon.tsx'
import { Page } from '../components/page.tsx'
import { SearchPlace } from '../search/search-place.tsx'
import { Menu } from './menu.tsx'
import { type Place, places } from './places.ts'

type Props = { readonly categories: readonly CategoryNode[]; readonly market: Market | undefined }

/** The bar stays while one reads; the categories below it go with the page. */
export function SiteHeader({ categories, market }: Props) {
  return (
    <>
      <header className="sticky top-0 z-20 border-b border-line bg-paper stays-as-header lg:border-transparent">
        <Page>
          <div className="grid h-16 grid-cols-[1fr_auto_1fr] items-center text-small md:h-20">
            <Menu categories={categories} market={market} />
            <Link
              to="/"
              prefetch="intent"
              viewTransition
              className="font-display text-title whitespace-nowrap uppercase md:text-[2.25rem]"
            >
              {/* the space after the last letter would push the word to the left */}
              <span className="ps-[0.3em] tracking-mark">Noirel</span>
            </Link>
            <div className="flex items-center justify-end md:gap-2">
              <SearchPlace market={market?.code} />
              {places.map((place) => (
                <PlaceLink key={place.to} place={place} />
              ))}
              <CartLink />
            </div>
          </div>
        </Page>
      </header>
      <nav aria-label="Categories" className="hidden border-b border-line lg:block">
        <ul className="flex flex-wrap justify-center gap-x-8 pb-3 text-small">
          {categories.map(({ slug, name }) => (
            <li key={slug}>
              <NavLink
                to={`/categories/${slug}`}
                prefetch="intent"
                viewTransition
                className="inline-flex min-h-8 items-center border-b border-transparent transition-colors hover:border-line-strong aria-[current=page]:border-ink"
              >
                {name}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}

/** On the narrowest screens it stands in the menu alone. */
function PlaceLink({ place: { to, label, icon } }: { readonly place: Place }) {
  return (
    <Link
      to={to}
      prefetch="intent"
      viewTransition
      className="inline-flex size-12 max-[23rem]:hidden items-center justify-center transition-colors hover:text-accent"
    >
      <span className="sr-only">{label}</span>
      <Icon name={icon} />
    </Link>
  )
}
