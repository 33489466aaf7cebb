import { stem } from '../analysis/stem.ts'
import { tokenize } from '../analysis/tokenize.ts'
import type { FacetValueEntry } from '../facets/facet-values.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { SearchResult } from '../search-result.ts'
import type { Understood } from './understand.ts'

const longestName = 5

/** A brand and a category that words of the query name, the longest name first. */
export function recognise({ slots }: Understood, language: string, index: SearchIndex): SearchResult['recognised'] {
  const words = slots.filter(({ wish }) => wish !== 'unwanted').map(({ word, instead }) => instead ?? word)
  const brand = named(words, { facet: 'brand', language, index })
  const category = named(words, { facet: 'category', language, index })
  return { ...(brand !== undefined && { brand }), ...(category !== undefined && { category }) }
}

type Naming = { readonly facet: 'brand' | 'category'; readonly language: string; readonly index: SearchIndex }

function named(words: readonly string[], { facet, language, index }: Naming): string | undefined {
  const names = namesOf(index, facet, language)
  for (let length = Math.min(longestName, words.length); length > 0; length -= 1) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const slug = names.get(nameKey(words.slice(from, from + length), language))
      if (slug !== undefined) return slug
    }
  }
  return undefined
}

type Names = { readonly values: number; readonly bySpelling: ReadonlyMap<string, string> }

/** Made anew when values have been added: names are few and seldom new. */
const kept = new WeakMap<SearchIndex, Map<string, Names>>()

function namesOf(index: SearchIndex, facet: Naming['facet'], language: string): ReadonlyMap<string, string> {
  const ofIndex = kept.get(index) ?? new Map<string, Names>()
  kept.set(index, ofIndex)
  const known = ofIndex.get(`${facet} ${language}`)
  const number = index.facets.facetNumber(facet)
  const values = number === undefined ? [] : (index.facets.facets[number]?.values ?? [])
  if (known && known.values === values.length) return known.bySpelling
  const bySpelling = new Map(
    values.flatMap((value) => {
      const entry = index.facets.values[value]
      return entry ? [[nameKey(wordsOf(entry, language), language), entry.value] as const] : []
    }),
  )
  ofIndex.set(`${facet} ${language}`, { values: values.length, bySpelling })
  return bySpelling
}

function wordsOf({ labels, value }: FacetValueEntry, language: string): readonly string[] {
  const label = labels[language] ?? Object.values(labels)[0] ?? value
  return tokenize(label)
    .filter(({ compound }) => !compound)
    .map(({ word }) => word)
}

function nameKey(words: readonly string[], language: string): string {
  return words.map((word) => stem(word, language)).join(' ')
}
