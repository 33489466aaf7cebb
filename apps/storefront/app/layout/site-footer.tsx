import { Link } from 'react-router'
import type { CategoryNode, Market } from '../api/outputs.ts'
import { Page } from '../components/page.tsx'
import { MarketForm } from '../market/market-form.tsx'
import { SchemeChoice } from '../scheme/scheme-choice.tsx'

type Props = {
  readonly categories: readonly CategoryNode[]
  readonly markets: readonly Market[]
  readonly market: string | undefined
}

const papers = [
  { slug: 'delivery', name: 'Delivery and returns' },
  { slug: 'terms', name: 'Terms' },
  { slug: 'privacy', name: 'Privacy' },
  { slug: 'imprint', name: 'Imprint' },
] as const

export function SiteFooter({ categories, markets, market }: Props) {
  return (
    <footer className="mt-24 scheme-dark bg-night text-on-night md:mt-32">
      <Page>
        <div className="grid gap-12 py-16 md:grid-cols-2 lg:grid-cols-[3fr_3fr_2fr] lg:gap-16">
          <div>
            <p className="max-w-80 font-display text-title">Objects for home and person.</p>
            <p className="max-w-80 pt-4 text-small text-on-night-soft">
              Made in small numbers, by people whose names we know, to be used every day and kept.
            </p>
          </div>
          <nav aria-label="All categories">
            <ul className="columns-2 gap-8 text-small">
              <FooterLink to="/products" name="Everything" />
              {categories.map(({ slug, name }) => (
                <FooterLink key={slug} to={`/categories/${slug}`} name={name} />
              ))}
            </ul>
          </nav>
          <div className="max-w-96 space-y-8 md:col-span-2 lg:col-span-1">
            {markets.length > 0 && <MarketForm markets={markets} market={market} />}
            <SchemeChoice />
          </div>
        </div>
        <nav aria-label="About this shop" className="border-t border-ink-soft/40 py-6">
          <ul className="flex flex-wrap gap-x-8 text-small text-on-night-soft">
            {papers.map(({ slug, name }) => (
              <FooterLink key={slug} to={`/legal/${slug}`} name={name} />
            ))}
          </ul>
        </nav>
      </Page>
    </footer>
  )
}

function FooterLink({ to, name }: { readonly to: string; readonly name: string }) {
  return (
    <li>
      <Link
        to={to}
        prefetch="intent"
        viewTransition
        className="inline-flex min-h-8 items-center underline-offset-4 hover:underline focus-visible:outline-on-night"
      >
        {name}
      </Link>
    </li>
  )
}
