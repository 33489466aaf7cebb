import assert from 'node:assert/strict'
import type { DocumentAttribute, SearchDocument } from '../search-document.ts'
import type { DocumentChanges, SearchEngine } from '../search-engine.ts'
import type { FacetKey, SearchQuery } from '../search-query.ts'
import type { SearchResult } from '../search-result.ts'

export type SearchEngineCase = { readonly name: string; run(engine: SearchEngine): Promise<void> }

/** A document of nothing but a name, unless said otherwise. */
export function documentOf(
  id: string,
  change: Partial<SearchDocument> & { readonly name?: string } = {},
): SearchDocument {
  const { name = id, ...rest } = change
  return {
    id,
    revision: 1,
    names: { en: name },
    descriptions: {},
    brand: undefined,
    categories: [],
    collections: [],
    attributes: [],
    codes: [],
    prices: [],
    availability: 'in_stock',
    rating: undefined,
    sales: 0,
    featured: 0,
    createdAt: 0,
    ...rest,
  }
}

export function choice(code: string, value: string): DocumentAttribute {
  return { code, labels: { en: code }, facet: true, type: 'choice', value }
}

export function queryOf(text: string, change: Partial<SearchQuery> = {}): SearchQuery {
  return {
    text,
    language: 'en',
    market: 'us',
    scope: [],
    filters: [],
    sort: 'relevance',
    limit: 20,
    facets: false,
    pinned: [],
    adjustments: [],
    ...change,
  }
}

export function changesOf(
  documents: readonly SearchDocument[],
  change: Partial<DocumentChanges> = {},
): DocumentChanges {
  return { documents, removed: [], position: '1', ...change }
}

/** A version that answers with these documents. */
export async function stocked(engine: SearchEngine, documents: readonly SearchDocument[]): Promise<void> {
  await engine.create('first')
  const { rejected } = await engine.write('first', changesOf(documents))
  assert.deepEqual(rejected, [])
  await engine.activate('first')
}

export async function found(engine: SearchEngine, query: SearchQuery): Promise<SearchResult> {
  const result = await engine.search(query)
  if ('malformed' in result) assert.fail('the cursor was called malformed')
  return result
}

export async function idsOf(
  engine: SearchEngine,
  text: string,
  change: Partial<SearchQuery> = {},
): Promise<readonly string[]> {
  const { hits } = await found(engine, queryOf(text, change))
  return hits.map(({ id }) => id)
}

/** The counts of a facet by value. */
export function countsOf({ facets }: SearchResult, key: FacetKey): Readonly<Record<string, number>> {
  const facet = facets.find((one) => one.facet === key)
  return Object.fromEntries((facet?.values ?? []).map(({ value, count }) => [value, count]))
}
