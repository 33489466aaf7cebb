import { anyone, prose, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { readCards } from '../data/cards.ts'
import { queryText } from '../domain/query-text.ts'
import { allAnswers, wordAnswers } from '../domain/tags.ts'
import { indexNotReady } from '../finding/ask.ts'
import { FoundProduct, foundProductOf, NamedPlace } from '../finding/found-product.ts'
import { searchIndex } from '../following/search-index.ts'

const SuggestedQuery = z.object({ text: z.string() }).meta({ id: 'SuggestedQuery' })

const fewestCharacters = 2

export const suggest = query({
  name: 'search.suggest',
  summary: 'What somebody may mean who has typed a few letters: queries of others, categories, brands and products.',
  rest: 'GET /search/suggestions',
  access: anyone,
  input: z.object({
    q: prose(10_000),
    market: text(20).optional(),
    /** At most this many of each kind. */
    limit: z.int().min(1).max(10).default(5),
  }),
  output: z
    .object({
      queries: z.array(SuggestedQuery),
      categories: z.array(NamedPlace),
      brands: z.array(NamedPlace),
      products: z.array(FoundProduct),
    })
    .meta({ id: 'Suggestions' }),
  refuses: { unknown_market: 404, index_not_ready: 503 },
  tags: () => [allAnswers, wordAnswers],
  run: async (ctx, input) => {
    const answering = ctx.seam(searchIndex).answering()
    if (!answering) return indexNotReady()
    const { engine, naming } = answering
    const market = naming.market(input.market)
    if (input.market !== undefined && !market) return refuse('unknown_market')
    const q = queryText(input.q)
    if ([...q].length < fewestCharacters) return { queries: [], categories: [], brands: [], products: [] }
    const { limit } = input
    const found = await engine.suggest({ text: q, language: naming.language, market: market?.code ?? '', limit })
    const ids = found.products.map(({ id }) => id)
    const rows = ids.length > 0 ? await readCards(ctx.sql, ids) : []
    const placed = ({ slug, text: name }: { readonly slug: string; readonly text: string }) => ({ slug, name })
    return {
      queries: found.queries.map(({ text: words }) => ({ text: words })),
      categories: found.categories.map(placed),
      brands: found.brands.map(placed),
      products: rows.map((row) => foundProductOf(row, { naming, market: market?.code, now: ctx.now() })),
    }
  },
})
