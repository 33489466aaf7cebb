import { type QueryContext, refuse } from '@merx/kernel'
import { z } from 'zod'
import { readCards } from '../data/cards.ts'
import type { SearchResult } from '../engine/search-result.ts'
import type { Asked } from './ask.ts'
import { Facet, facetOf } from './facet.ts'
import { FoundProduct, foundProductOf } from './found-product.ts'

/** What every list of found products tells. */
export const foundOutput = {
  items: z.array(FoundProduct),
  next: z.string().nullable(),
  /** Exactly how many there are, over all pages. */
  total: z.int(),
  facets: z.array(Facet),
}

/** Asks the engine, and the tables for what the page shows. */
export async function find(ctx: QueryContext, { answering, market, query }: Asked) {
  const result = await answering.engine.search(query)
  if ('malformed' in result) {
    return refuse('malformed_cursor', {
      detail: 'Give `next` of the page before, with the same words, filters and sort.',
    })
  }
  const ids = result.hits.map(({ id }) => id)
  const rows = ids.length > 0 ? await readCards(ctx.sql, ids) : []
  const showing = { naming: answering.naming, market, now: ctx.now() }
  return {
    result,
    page: pageOf(
      result,
      rows.map((row) => foundProductOf(row, showing)),
    ),
  }
}

function pageOf({ next, total, facets }: SearchResult, items: readonly FoundProduct[]) {
  return { items: [...items], next: next ?? null, total, facets: facets.map(facetOf) }
}
