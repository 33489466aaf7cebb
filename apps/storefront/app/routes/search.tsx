import { redirect } from 'react-router'
import { expected } from '../api/expect.server.ts'
import type { Found } from '../api/outputs.ts'
import { shopContext } from '../api/shop.server.ts'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { forgetFaded, readFilters } from '../search/found.server.ts'
import { foundInput } from '../search/found-filters.ts'
import { FoundView } from '../search/found-view.tsx'
import { NothingFound, SearchAway } from '../search/nothing-found.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { Understood } from '../search/understood.tsx'
import type { Route } from './+types/search'

export async function loader({ request, context }: Route.LoaderArgs) {
  const shop = context.get(shopContext)
  const { filters, currency } = await readFilters(shop, request)
  const categories = expected(await shop.client.call('catalog.list-categories', {})).items.filter(
    ({ depth }) => depth === 0,
  )
  if (filters.q === '') return { filters, currency, categories, found: undefined, isAway: false }
  const { q, sort = 'relevance' } = filters
  const answer = await shop.client.call('search.search-products', {
    q,
    sort,
    ...foundInput(filters, currency),
    ...shop.market,
  })
  if (!answer.ok && answer.status >= 500) return { filters, currency, categories, found: undefined, isAway: true }
  if (!answer.ok) forgetFaded(answer.code, request)
  const found: Found = expected(answer)
  if (found.redirect !== null) throw redirect(found.redirect)
  return { filters, currency, categories, found, isAway: false }
}

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageMeta({ title: loaderData?.filters.q ? `Search: ${loaderData.filters.q}` : 'Search', indexed: false })

export default function Search({ loaderData: { filters, currency, categories, found, isAway } }: Route.ComponentProps) {
  const isEmpty = found !== undefined && found.total === 0 && filters.chosen.length === 0
  return (
    <Page>
      <div className="pt-8 pb-10 md:pt-12">
        <h1 className="pb-6 text-heading">Search</h1>
        <SearchBox key={filters.q} value={filters.q} />
        {found && <Understood found={found} />}
      </div>
      {isAway && <SearchAway categories={categories} />}
      {isEmpty && <NothingFound q={filters.q} categories={categories} />}
      {found && !isEmpty && (
        <FoundView
          items={found.items}
          next={found.next}
          total={found.total}
          facets={found.facets}
          filters={filters}
          currency={currency}
          usual="relevance"
        />
      )}
    </Page>
  )
}
