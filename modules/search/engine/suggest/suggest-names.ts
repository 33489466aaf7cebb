import { editsBetween } from '../analysis/edits.ts'
import { fold } from '../analysis/fold.ts'
import { keyAt } from '../index/postings.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { SuggestionQuery } from '../search-query.ts'

export type NamedSuggestion = { readonly text: string; readonly slug: string }

type Candidate = NamedSuggestion & { readonly folded: string; readonly documents: number }

/** Brands or categories one of whose words goes on as the shopper has begun, those with the most products first. */
export function suggestNames(
  index: SearchIndex,
  facet: 'brand' | 'category',
  query: SuggestionQuery,
): readonly NamedSuggestion[] {
  const begun = fold(query.text.trim())
  const candidates = namesOf(index, facet, query.language)
  const exact = candidates.filter(({ folded }) => beginnings(folded).some((rest) => rest.startsWith(begun)))
  const found =
    exact.length > 0 || begun.length < 4 || begun.length > 40
      ? exact
      : candidates.filter(({ folded }) => beginnings(folded).some((rest) => nearly(rest, begun)))
  return found
    .toSorted((a, b) => b.documents - a.documents || (a.slug < b.slug ? -1 : 1))
    .slice(0, query.limit)
    .map(({ text, slug }) => ({ text, slug }))
}

function nearly(name: string, begun: string): boolean {
  return [0, 1, -1].some((more) => editsBetween(begun, name.slice(0, begun.length + more), 1) <= 1)
}

/** The name from each of its words on. */
function beginnings(name: string): readonly string[] {
  const words = name.split(' ')
  return words.map((_, from) => words.slice(from).join(' '))
}

type Kept = { readonly generation: number; readonly names: readonly Candidate[] }

const kept = new WeakMap<SearchIndex, Map<string, Kept>>()

function namesOf(index: SearchIndex, facet: 'brand' | 'category', language: string): readonly Candidate[] {
  const ofIndex = kept.get(index) ?? new Map<string, Kept>()
  kept.set(index, ofIndex)
  const known = ofIndex.get(`${facet} ${language}`)
  if (known?.generation === index.generation) return known.names
  const number = index.facets.facetNumber(facet)
  const values = number === undefined ? [] : (index.facets.facets[number]?.values ?? [])
  const names = values.flatMap((value) => {
    const entry = index.facets.values[value]
    const documents = documentsOf(index, value)
    if (!entry || documents === 0) return []
    const text = entry.labels[language] ?? Object.values(entry.labels)[0] ?? entry.value
    return [{ text, slug: entry.value, folded: fold(text), documents }]
  })
  ofIndex.set(`${facet} ${language}`, { generation: index.generation, names })
  return names
}

/** What was deleted since the last merge counts: it only sorts. */
function documentsOf({ segments }: SearchIndex, value: number): number {
  return segments.reduce((sum, { values: { keys, starts } }) => {
    const at = keyAt(keys, value)
    return at < 0 ? sum : sum + (starts[at + 1] ?? 0) - (starts[at] ?? 0)
  }, 0)
}
