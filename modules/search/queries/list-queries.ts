import { can, query, text } from '@merx/kernel'
import { z } from 'zod'

const CountedQuery = z
  .object({ words: z.string(), searches: z.int(), nothingFound: z.int(), clicks: z.int() })
  .meta({ id: 'CountedQuery' })

const day = z.iso.date()

export const listQueries = query({
  name: 'search.list-queries',
  summary: 'What was searched and how often it found nothing, the most frequent first.',
  rest: 'GET /admin/search/queries',
  access: can('search:read'),
  input: z.object({
    from: day.optional(),
    to: day.optional(),
    market: text(20).optional(),
    /** Only what found nothing, the most frequent of that first. */
    nothingFound: z.boolean().default(false),
    limit: z.int().min(1).max(100).default(50),
    /** How many to pass over, as a page says by `next`. */
    after: z.int().min(0).max(10_000).default(0),
  }),
  output: z.object({ items: z.array(CountedQuery), next: z.int().nullable() }).meta({ id: 'CountedQueries' }),
  run: async (ctx, { from = null, to = null, market = null, nothingFound, limit, after }) => {
    const rows = await ctx.sql<z.output<typeof CountedQuery>[]>`
      select words, sum(searches)::int as searches, sum(nothing_found)::int as "nothingFound", sum(clicks)::int as clicks
      from search.query_day
      where day >= coalesce(${from}::date, current_date - 30) and day <= coalesce(${to}::date, current_date)
        and (${market}::text is null or market = ${market})
      group by words having not ${nothingFound}::boolean or sum(nothing_found) > 0
      order by case when ${nothingFound}::boolean then sum(nothing_found) else sum(searches) end desc, words
      limit ${limit + 1} offset ${after}`
    return { items: rows.slice(0, limit), next: rows.length > limit ? after + limit : null }
  },
})
