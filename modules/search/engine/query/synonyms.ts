import { stem } from '../analysis/stem.ts'
import { tokenize } from '../analysis/tokenize.ts'
import type { Vocabulary } from '../search-engine.ts'

/** Synonyms by language and stems: `en tv` leads to the words of `television`. */
export type Synonyms = ReadonlyMap<string, readonly (readonly string[])[]>

export const longestTerm = 4

export function synonymsOf(given: Vocabulary['synonyms']): Synonyms {
  const synonyms = new Map<string, (readonly string[])[]>()
  for (const { language, from, terms } of given) {
    for (const source of from === undefined ? terms : [from]) {
      const words = wordsOf(source)
      if (words.length === 0 || words.length > longestTerm) continue
      const key = synonymKey(words, language)
      const others = terms.filter((term) => term !== source).map(wordsOf)
      synonyms.set(key, [...(synonyms.get(key) ?? []), ...others.filter((other) => other.length > 0)])
    }
  }
  return synonyms
}

export function synonymKey(words: readonly string[], language: string): string {
  return [language, ...words.map((word) => stem(word, language))].join(' ')
}

function wordsOf(term: string): readonly string[] {
  return tokenize(term)
    .filter(({ compound }) => !compound)
    .map(({ word }) => word)
}
