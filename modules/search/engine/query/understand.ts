import { isStopWord } from '../analysis/stop-words.ts'
import type { SearchIndex } from '../index/search-index.ts'
import { codeKey } from '../index/segment-builder.ts'
import { alternativesOf, asNeighbours, asOneWord, lessened, termsOf } from './alternatives.ts'
import { type QueryWord, readQuery } from './query-word.ts'
import type { Alternative, Slot } from './slot.ts'
import { frequency, telling } from './statistics.ts'
import { longestTerm, type Synonyms, synonymKey } from './synonyms.ts'

export type Phrase = { readonly key: number; readonly weight: number; readonly text: string }

export type Understood = {
  readonly slots: readonly Slot[]
  /** Neighbours of the query that are neighbours in documents. */
  readonly phrases: readonly Phrase[]
  /** The whole query as a SKU or barcode, when there is such a one. */
  readonly code: number | undefined
}

/** Words beyond are searched only if they are more telling. */
const mostSlots = 16
const softWeight = 0.1
const unwantedWeight = -0.3
const phraseWeight = 0.3
const softPhrase = 0.3
const synonym = 0.9

type Reading = { readonly words: readonly QueryWord[]; readonly language: string; readonly index: SearchIndex }

export function understand(
  text: string,
  language: string,
  known: { index: SearchIndex; synonyms: Synonyms },
): Understood {
  const { index, synonyms } = known
  const standing = (word: string, next: string) => asNeighbours([word, next], language, index).length > 0
  const reading: Reading = { words: readQuery(text, language, standing), language, index }
  const more = [...joined(reading), ...synonymous(reading, synonyms)]
  const slots = reading.words.map((word, at) => slotOf(word, moreAt(more, at), reading))
  const code = codeKey(text)
  return {
    slots: mostTelling(slots),
    phrases: phrasesOf(reading),
    code: frequency(index, 'code', code) > 0 ? code : undefined,
  }
}

/** Alternatives that stand for several words. */
type Spanning = { readonly from: number; readonly to: number; readonly alternatives: readonly Alternative[] }

function moreAt(spanning: readonly Spanning[], at: number): readonly Alternative[] {
  return spanning.filter(({ from, to }) => from <= at && at < to).flatMap(({ alternatives }) => alternatives)
}

function slotOf({ word, wish }: QueryWord, more: readonly Alternative[], { language, index }: Reading): Slot {
  const found = alternativesOf(word, language, index)
  const instead = more.length > 0 ? undefined : found.corrected
  const own = more.length > 0 && found.corrected !== undefined ? [] : found.alternatives
  const alternatives = [...own, ...more].toSorted((a, b) => b.weight - a.weight)
  const documents = alternatives.reduce((sum, { kind, key }) => sum + frequency(index, kind, key), 0)
  const share = wish === 'unwanted' ? unwantedWeight : wish === 'soft' ? softWeight : 1
  return {
    word,
    wish,
    alternatives,
    weight: share * telling(documents, index.documents),
    outcome: alternatives.length === 0 ? 'left_out' : instead === undefined ? 'found' : 'corrected',
    ...(instead !== undefined && { instead }),
  }
}

/** Two or three words that some products write as one. */
function joined({ words, language, index }: Reading): readonly Spanning[] {
  return words.flatMap((_, from) =>
    [2, 3].flatMap((count) => {
      const span = words.slice(from, from + count).map(({ word }) => word)
      // three words in one are the number of a model
      if (span.length < count || (count === 3 && !/\d/.test(span.join('')))) return []
      const alternatives = asOneWord(span, language, index)
      return alternatives.length > 0 ? [{ from, to: from + count, alternatives }] : []
    }),
  )
}

function synonymous({ words, language, index }: Reading, synonyms: Synonyms): readonly Spanning[] {
  if (synonyms.size === 0) return []
  return words.flatMap((_, from) =>
    Array.from({ length: longestTerm }, (_, more) => from + more + 1).flatMap((to) => {
      if (to > words.length) return []
      const span = words.slice(from, to).map(({ word }) => word)
      const others = synonyms.get(synonymKey(span, language)) ?? []
      return [{ from, to, alternatives: others.flatMap((other) => asTerm(other, language, index)) }]
    }),
  )
}

/** A term of several words is found by its last two. */
function asTerm(words: readonly string[], language: string, index: SearchIndex): readonly Alternative[] {
  const [last, before] = words.toReversed()
  if (last === undefined) return []
  const found = before === undefined ? termsOf(last, language, index) : asNeighbours([before, last], language, index)
  return lessened(found, synonym)
}

function phrasesOf({ words, language, index }: Reading): readonly Phrase[] {
  return words.slice(1).flatMap((next, at) => {
    const word = words[at]
    if (!word) return []
    const soft = isStopWord(word.word, language) || isStopWord(next.word, language)
    return asNeighbours([word.word, next.word], language, index).map(({ key, text }) => ({
      key,
      text,
      weight: phraseWeight * (soft ? softPhrase : 1) * telling(frequency(index, 'pair', key), index.documents),
    }))
  })
}

function mostTelling(slots: readonly Slot[]): readonly Slot[] {
  if (slots.length <= mostSlots) return slots
  const kept = new Set(slots.toSorted((a, b) => b.weight - a.weight).slice(0, mostSlots))
  return slots.filter((slot) => kept.has(slot))
}
