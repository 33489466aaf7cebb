import { stem } from '../analysis/stem.ts'
import { pairKey } from '../index/analyse-document.ts'
import { hash32 } from '../index/hash.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Alternative } from './slot.ts'
import { correctionsOf } from './spelling.ts'
import { frequency } from './statistics.ts'

const otherLanguage = 0.7
const compound = 0.5
const corrected = 0.7
/** A word that hardly anybody writes is taken for an error when one is near that is written so many times as often. */
const rare = 2
const muchMoreOften = 20

export type Found = {
  readonly alternatives: readonly Alternative[]
  readonly corrected?: string
}

/** What a word alone may be found as: itself, in two words, and with its errors mended. */
export function alternativesOf(word: string, language: string, index: SearchIndex): Found {
  const own = [...termsOf(word, language, index), ...asTwoWords(word, language, index)]
  const [first] = own
  const often = first ? frequency(index, first.kind, first.key) : 0
  if (often > rare) return { alternatives: own }
  const mended = mendedOf(word, language, index).filter(
    ({ uses }) => own.length === 0 || uses > muchMoreOften * Math.max(often, 1),
  )
  const alternatives = mended.flatMap((correction) => lessened(termsOf(correction.word, language, index), corrected))
  return {
    alternatives: [...own, ...alternatives],
    ...(own.length === 0 && mended[0] && { corrected: mended[0].word }),
  }
}

/** The term of the word in its language and in the others, as far as they stand in some document. */
export function termsOf(word: string, language: string, index: SearchIndex): readonly Alternative[] {
  return index.lexicons.inOrder(language).flatMap((lexicon) => {
    const key = lexicon.find(word)
    if (key === undefined || frequency(index, 'term', key) === 0) return []
    return [{ kind: 'term' as const, key, weight: lexicon.language === language ? 1 : otherLanguage, text: word }]
  })
}

export function lessened(alternatives: readonly Alternative[], by: number): readonly Alternative[] {
  return alternatives.map((alternative) => ({ ...alternative, weight: alternative.weight * by }))
}

const shortestCompound = 5

/** `smartwatch` in products that write `smart watch`. */
function asTwoWords(word: string, language: string, index: SearchIndex): readonly Alternative[] {
  if (word.length < shortestCompound) return []
  const key = hash32(stem(word, language))
  return frequency(index, 'pair', key) === 0
    ? []
    : [{ kind: 'pair', key, weight: compound, text: `${word} (two words)` }]
}

/** `smart watch` in products that write `smartwatch`: stands for both words. */
export function asOneWord(words: readonly string[], language: string, index: SearchIndex): readonly Alternative[] {
  return lessened(termsOf(words.join(''), language, index), compound)
}

/** Two neighbours, in products that have them as neighbours too. */
export function asNeighbours(
  words: readonly [string, string],
  language: string,
  index: SearchIndex,
): readonly Alternative[] {
  const key = pairKey(words[0], words[1], language)
  return frequency(index, 'pair', key) === 0 ? [] : [{ kind: 'pair', key, weight: 1, text: words.join(' ') }]
}

function mendedOf(word: string, language: string, index: SearchIndex) {
  const [first, ...others] = index.lexicons.inOrder(language)
  const own = first ? correctionsOf(word, first) : []
  return own.length > 0 ? own : others.flatMap((lexicon) => correctionsOf(word, lexicon))
}
