import { type QueryContext, refuse } from '@merx/kernel'
import { attributeCode, joinFilters, readFilter } from '../domain/filter-text.ts'
import type { Naming } from '../domain/naming.ts'
import type { Filter, SearchQuery } from '../engine/search-query.ts'
import type { Answering } from '../following/follower.ts'
import { searchIndex } from '../following/search-index.ts'
import type { Listing } from './listing-input.ts'

export type Asked = {
  readonly answering: Answering
  /** `undefined` in a shop without markets. */
  readonly market: string | undefined
  readonly query: SearchQuery
}

type Wish = Listing & { readonly text: string; readonly scope: readonly Filter[] }

/** Turns what a caller sent into what the engine of this process takes. */
export function ask(ctx: QueryContext, wish: Wish) {
  const answering = ctx.seam(searchIndex).answering()
  if (!answering) return indexNotReady()
  const { naming, rules } = answering
  const market = naming.market(wish.market)
  if (wish.market !== undefined && !market) {
    return refuse('unknown_market', { detail: `There is no market '${wish.market}'.` })
  }
  const filters = filtersOf(wish, naming)
  if ('code' in filters) return filters
  const query: SearchQuery = {
    text: wish.text,
    language: naming.language,
    market: market?.code ?? '',
    scope: wish.scope,
    filters,
    sort: wish.sort,
    limit: wish.limit,
    ...(wish.after !== undefined && { after: wish.after }),
    facets: wish.facets,
    ...rules.rankingOf({ words: wish.text, category: categoryOf(wish.scope), now: ctx.now() }),
  }
  return { answering, market: market?.code, query } satisfies Asked
}

export function indexNotReady() {
  return refuse('index_not_ready', {
    detail:
      'The search index of this process is being built. Try again in a moment, or list products by the catalogue.',
  })
}

function filtersOf({ filter = [], priceFrom, priceTo, inStock }: Wish, naming: Naming) {
  const read = filter.map(readFilter)
  const malformed = filter.filter((_, index) => read[index] === undefined)
  if (malformed.length > 0) {
    return refuse('malformed_filter', {
      detail: `'${malformed[0]}' is no filter: give what the facets of an answer say.`,
    })
  }
  const filters = read.filter((one) => one !== undefined)
  const unknown = filters.find(({ facet }) => !isKnown(attributeCode(facet), naming))
  if (unknown) return refuse('unknown_facet', { detail: `There is no facet '${attributeCode(unknown.facet)}'.` })
  return joinFilters([...filters, ...priceFilter(priceFrom, priceTo), ...stockFilter(inStock)])
}

function categoryOf(scope: readonly Filter[]): string | undefined {
  return scope.flatMap((one) => (one.facet === 'category' && 'values' in one ? one.values : []))[0]
}

/** What is no attribute every shop has. */
function isKnown(code: string | undefined, naming: Naming): boolean {
  return code === undefined || naming.attribute(code)?.facet === true
}

/** A range means the same from either end. */
function priceFilter(from: number | undefined, to: number | undefined): readonly Filter[] {
  if (from === undefined && to === undefined) return []
  const [low, high] = from !== undefined && to !== undefined && from > to ? [to, from] : [from, to]
  return [{ facet: 'price', ...(low !== undefined && { from: low }), ...(high !== undefined && { to: high }) }]
}

function stockFilter(inStock: boolean | undefined): readonly Filter[] {
  return inStock ? [{ facet: 'availability', values: ['in_stock', 'low'] }] : []
}
