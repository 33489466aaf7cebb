import { tokenize } from '../analysis/tokenize.ts'
import { selectionOf } from '../facets/selection.ts'
import type { Lexicon } from '../index/lexicon.ts'
import type { SearchIndex } from '../index/search-index.ts'
import { textAt } from '../index/text-column.ts'
import { alternativesOf, lessened, termsOf } from '../query/alternatives.ts'
import type { Known } from '../query/search.ts'
import type { Alternative, Slot } from '../query/slot.ts'
import { frequency, telling } from '../query/statistics.ts'
import { candidatesOf } from '../ranking/candidates.ts'
import { startOfDay } from '../ranking/prior.ts'
import { rank } from '../ranking/rank.ts'
import { Top } from '../ranking/top.ts'
import type { SuggestionQuery } from '../search-query.ts'
import type { Suggestions } from '../search-result.ts'
import { type PopularQueries, suggestQueries } from './popular-queries.ts'
import { suggestNames } from './suggest-names.ts'

const fewestLetters = 2
const mostWords = 8
const mostCompletions = 16
const completed = 0.8
const completedNearly = 0.5

const nothing: Suggestions = { queries: [], categories: [], brands: [], products: [] }

/** What a shopper may go on to type, from the second letter on. */
export function suggest(query: SuggestionQuery, known: Known & { readonly popular: PopularQueries }): Suggestions {
  const words = tokenize(query.text.slice(0, 100)).filter(({ compound }) => !compound)
  if (words.reduce((letters, { word }) => letters + word.length, 0) < fewestLetters) return nothing
  return {
    queries: suggestQueries(known.popular, query),
    categories: suggestNames('category', query, known),
    brands: suggestNames('brand', query, known),
    products: suggestProducts(
      words.slice(0, mostWords).map(({ word }) => word),
      query,
      known,
    ),
  }
}

function suggestProducts(
  words: readonly string[],
  query: SuggestionQuery,
  { index, scratch, now }: Known,
): Suggestions['products'] {
  const { language, market, limit } = query
  const slots = words.map((word, place) => slotOf(word, place === words.length - 1, { language, index }))
  if (!slots.some(({ alternatives }) => alternatives.length > 0)) return []
  const selection = selectionOf(index, { scope: [], filters: [], market })
  const { candidates } = candidatesOf(index, {
    understood: { slots, phrases: [], code: undefined },
    selection,
    scratch,
  })
  const top = new Top('relevance', limit, undefined)
  const tallying = { index, selection, tally: undefined }
  rank(candidates, {
    tallying,
    top,
    sort: 'relevance',
    scratch,
    today: startOfDay(now),
    adjust: undefined,
    pinned: new Set(),
  })
  return top
    .ranked()
    .map(({ segment, place }) => ({ id: textAt(segment.ids, place), text: textAt(segment.names, place) }))
}

type Asking = { readonly language: string; readonly index: SearchIndex }

/** The last word may not be finished. */
function slotOf(word: string, last: boolean, { language, index }: Asking): Slot {
  const own = last ? termsOf(word, language, index) : alternativesOf(word, language, index).alternatives
  const alternatives = last ? [...own, ...completionsOf(word, { language, index })] : own
  const documents = alternatives.reduce((sum, { kind, key }) => sum + frequency(index, kind, key), 0)
  return { word, wish: 'wanted', alternatives, weight: telling(documents, index.documents), outcome: 'found' }
}

function completionsOf(word: string, { language, index }: Asking): readonly Alternative[] {
  const lexicons = index.lexicons.inOrder(language)
  const terms = (words: readonly string[]) => words.flatMap((each) => termsOf(each, language, index))
  const complete = (of: (lexicon: Lexicon) => readonly string[]) =>
    terms(lexicons.flatMap(of).slice(0, mostCompletions))
  const begun = complete((lexicon) => lexicon.startingWith(word, mostCompletions))
  if (begun.length > 0 || word.length < 4) return lessened(begun, completed)
  return lessened(
    complete((lexicon) => lexicon.startingNearly(word, mostCompletions)),
    completedNearly,
  )
}
