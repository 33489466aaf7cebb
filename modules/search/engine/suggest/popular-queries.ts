import { beginsNearly } from '../analysis/begins-nearly.ts'
import { fold } from '../analysis/fold.ts'
import type { Vocabulary } from '../search-engine.ts'
import type { SuggestionQuery } from '../search-query.ts'
import type { Suggestion } from '../search-result.ts'

/** The heaviest first. */
export type PopularQueries = readonly { readonly language: string; readonly text: string; readonly folded: string }[]

export function popularQueriesOf(given: Vocabulary['popular']): PopularQueries {
  return given
    .toSorted((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .map(({ language, text }) => ({ language, text, folded: fold(text.trim()) }))
}

/** What others have searched that goes on as the shopper has begun; with an error, when nothing else does. */
export function suggestQueries(
  popular: PopularQueries,
  { text, language, limit }: SuggestionQuery,
): readonly Suggestion[] {
  const begun = fold(text.trim())
  const others = popular.filter((query) => query.language === language && query.folded !== begun)
  const exact = others.filter(({ folded }) => folded.startsWith(begun) || folded.includes(` ${begun}`))
  const found = exact.length > 0 ? exact : others.filter(({ folded }) => beginsNearly(folded, begun))
  return found.slice(0, limit).map(({ text }) => ({ text }))
}
