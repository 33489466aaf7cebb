import { anyone, type Caller, isRefused, prose, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { queryText } from '../domain/query-text.ts'
import { allAnswers, wordAnswers } from '../domain/tags.ts'
import type { SearchResult } from '../engine/search-result.ts'
import { ask } from '../finding/ask.ts'
import { Explanation, explainPage } from '../finding/explanation.ts'
import { find, foundOutput } from '../finding/find.ts'
import { NamedPlace, placeNamed } from '../finding/found-product.ts'
import { FoundSort, listingInput, listingRefusals } from '../finding/listing-input.ts'

const SearchedWord = z
  .object({
    text: z.string(),
    /** `unwanted`: it stood behind a minus. */
    outcome: z.enum(['found', 'corrected', 'left_out', 'unwanted']),
    /** What was searched in its place. */
    instead: z.string().nullable(),
  })
  .meta({ id: 'SearchedWord' })

const Found = z
  .object({
    ...foundOutput,
    /** What was searched: long texts are cut. */
    q: z.string(),
    /** `some`: nothing has all the words; what is shown has the most telling ones. */
    matched: z.enum(['all', 'some']),
    /** How many of the total have all the words; they come first. */
    complete: z.int(),
    words: z.array(SearchedWord),
    /** The words as they were understood, where that is not what was typed: "showing results for". */
    correction: z.string().nullable(),
    /** A brand or category that the words name: a way on. */
    brand: NamedPlace.nullable(),
    category: NamedPlace.nullable(),
    /** A path of the shop where staff lead who searches these words. */
    redirect: z.string().nullable(),
    /** Why each product stands where it stands, for staff who ask. */
    explanations: z.array(Explanation).optional(),
  })
  .meta({ id: 'FoundProducts' })

export const searchProducts = query({
  name: 'search.search-products',
  summary:
    'Finds products by words, with facets to narrow them down; typing errors are forgiven, and words that nothing has are left out and named.',
  rest: 'GET /search',
  access: anyone,
  input: z.object({
    q: prose(10_000),
    /** Only within this category, with all below it. */
    category: text(100).optional(),
    ...listingInput,
    sort: FoundSort.default('relevance'),
    /** 1: say why each product stands where it stands; for staff who may read what search knows. */
    explain: z.int().min(0).max(1).default(0),
  }),
  output: Found,
  refuses: { ...listingRefusals, unknown_category: 404, explanations_are_for_staff: 403 },
  tags: () => [allAnswers, wordAnswers],
  run: async (ctx, input) => {
    if (input.explain === 1 && !mayRead(ctx.caller)) return refuse('explanations_are_for_staff')
    const q = queryText(input.q)
    const scope = input.category === undefined ? [] : [{ facet: 'category' as const, values: [input.category] }]
    const asked = ask(ctx, { ...input, text: q, scope })
    if (isRefused(asked)) return asked
    const { naming, rules } = asked.answering
    if (input.category !== undefined && !naming.category(input.category)) return refuse('unknown_category')
    const found = await find(ctx, asked)
    if (isRefused(found)) return found
    const { page, result } = found
    const { brand, category } = result.recognised
    return {
      ...page,
      q,
      matched: result.matched,
      complete: result.complete,
      words: result.words.map(({ text, outcome, instead }) => ({ text, outcome, instead: instead ?? null })),
      correction: correctionOf(result),
      brand: brand === undefined ? null : placeNamed(naming.brand(brand), naming),
      category: category === undefined ? null : placeNamed(naming.category(category), naming),
      redirect: rules.redirectOf(q) ?? null,
      ...(input.explain === 1 && { explanations: await explainPage(asked, page.items) }),
    }
  },
})

function mayRead(caller: Caller): boolean {
  if (caller.kind === 'system') return true
  return caller.kind === 'staff' && (caller.permissions === 'all' || caller.permissions.includes('search:read'))
}

function correctionOf({ words }: SearchResult): string | null {
  if (!words.some(({ outcome }) => outcome === 'corrected')) return null
  return words.map(({ text, instead }) => instead ?? text).join(' ')
}
