import { beginsNearly } from '../analysis/begins-nearly.ts'
import { fold } from '../analysis/fold.ts'
import { keyAt } from '../index/postings.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { SuggestionQuery } from '../search-query.ts'

export type NamedSuggestion = { readonly text: string; readonly slug: string }

type Candidate = NamedSuggestion & {
  /** The name, folded, from each of its words on. */
  readonly beginnings: readonly string[]
  readonly documents: number
}

/** Brands or categories one of whose words goes on as the shopper has begun, those with the most products first. */
export function suggestNames(
  facet: 'brand' | 'category',
  query: SuggestionQuery,
  { index, now }: { readonly index: SearchIndex; readonly now: number },
): readonly NamedSuggestion[] {
  const begun = fold(query.text.trim())
  const candidates = namesOf({ index, now }, facet, query.language)
  const exact = candidates.filter(({ beginnings }) => beginnings.some((rest) => rest.startsWith(begun)))
  const found =
    exact.length > 0
      ? exact
      : candidates.filter(({ beginnings }) => beginnings.some((rest) => beginsNearly(rest, begun)))
  return found.slice(0, query.limit).map(({ text, slug }) => ({ text, slug }))
}

type Kept = { readonly at: number; readonly names: readonly Candidate[] }

/** Milliseconds: brands and categories are seldom new. */
const keptFor = 2_000

const kept = new WeakMap<SearchIndex, Map<string, Kept>>()

/** Those with the most products first. */
function namesOf(
  { index, now }: { index: SearchIndex; now: number },
  facet: 'brand' | 'category',
  language: string,
): readonly Candidate[] {
  const ofIndex = kept.get(index) ?? new Map<string, Kept>()
  kept.set(index, ofIndex)
  const known = ofIndex.get(`${facet} ${language}`)
  if (known && known.at > now - keptFor) return known.names
  const number = index.facets.facetNumber(facet)
  const values = number === undefined ? [] : (index.facets.facets[number]?.values ?? [])
  const names = values.flatMap((value): Candidate[] => {
    const entry = index.facets.values[value]
    const documents = documentsOf(index, value)
    if (!entry || documents === 0) return []
    const text = entry.labels[language] ?? Object.values(entry.labels)[0] ?? entry.value
    return [{ text, slug: entry.value, beginnings: beginningsOf(fold(text)), documents }]
  })
  names.sort((a, b) => b.documents - a.documents || (a.slug < b.slug ? -1 : 1))
  ofIndex.set(`${facet} ${language}`, { at: now, names })
  return names
}

function beginningsOf(name: string): readonly string[] {
  const words = name.split(' ')
  return words.map((_, from) => words.slice(from).join(' '))
}

/** What was deleted since the last merge counts: it only sorts. */
function documentsOf({ segments }: SearchIndex, value: number): number {
  return segments.reduce((sum, { values: { keys, starts } }) => {
    const at = keyAt(keys, value)
    return at < 0 ? sum : sum + (starts[at + 1] ?? 0) - (starts[at] ?? 0)
  }, 0)
}
