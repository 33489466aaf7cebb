import { keyAt, type Postings } from '../index/postings.ts'
import type { Segment } from '../index/segment.ts'
import type { Alternative, Slot } from '../query/slot.ts'
import type { Understood } from '../query/understand.ts'
import type { Scratch } from './scratch.ts'

const met = 0x80000000

/** Above what any words can reach. */
const codeScore = 100

/**
 * Adds up, word by word, what the documents of a segment are worth. `base` is the number of its first document in the scratch. Whole
 * lists are read: the count of what was found is exact, and a list of a hundred thousand takes less than a millisecond.
 */
export function matchWords(
  segment: Segment,
  base: number,
  { understood, scratch }: { understood: Understood; scratch: Scratch },
): void {
  const { slots, phrases, code } = understood
  for (const [bit, slot] of slots.entries()) {
    if (slot.wish === 'unwanted') continue
    for (const alternative of slot.alternatives) {
      const postings = listOf(segment, alternative.kind)
      add(postings, alternative.key, { base, scratch, bit: 1 << bit, weight: (slot.weight * alternative.weight) / 255 })
    }
  }
  for (const { key, weight } of phrases) raise(segment.pairs, key, { base, scratch, weight: weight / 255 })
  for (const slot of slots) if (slot.wish === 'unwanted') lower(segment, slot, { base, scratch })
  if (code !== undefined) {
    add(segment.codes, code, { base, scratch, bit: wantedBits(slots), weight: codeScore })
  }
}

export function listOf(segment: Segment, kind: Alternative['kind']): Postings {
  switch (kind) {
    case 'term':
      return segment.terms
    case 'pair':
      return segment.pairs
    case 'code':
      return segment.codes
  }
}

/** The bits of the words that a document has to have, as far as any document has them. */
export function wantedBits(slots: readonly Slot[]): number {
  return slots.reduce(
    (bits, { wish, alternatives }, bit) => (wish === 'wanted' && alternatives.length > 0 ? bits | (1 << bit) : bits),
    0,
  )
}

type Adding = { readonly base: number; readonly scratch: Scratch; readonly weight: number }

/** Counts a document once for a bit, by the first alternative that finds it. */
function add(postings: Postings, key: number, { base, scratch, bit, weight }: Adding & { readonly bit: number }): void {
  const at = keyAt(postings.keys, key)
  if (at < 0) return
  const { documents, impacts } = postings
  const { scores, found, met: all } = scratch
  const end = postings.starts[at + 1] ?? 0
  let { count } = scratch
  for (let place = postings.starts[at] ?? 0; place < end; place += 1) {
    const document = base + (documents[place] ?? 0)
    const bits = found[document] ?? 0
    if (bits === 0) {
      all[count] = document
      count += 1
    } else if ((bits & bit) === bit) {
      continue
    }
    found[document] = bits | bit | met
    scores[document] = (scores[document] ?? 0) + weight * (impacts[place] ?? 0)
  }
  scratch.count = count
}

/** Only what was met gains or loses. */
function raise(postings: Postings, key: number, { base, scratch, weight }: Adding): void {
  const at = keyAt(postings.keys, key)
  if (at < 0) return
  const { documents, impacts } = postings
  const { scores, found } = scratch
  const end = postings.starts[at + 1] ?? 0
  for (let place = postings.starts[at] ?? 0; place < end; place += 1) {
    const document = base + (documents[place] ?? 0)
    if (found[document] !== 0) scores[document] = (scores[document] ?? 0) + weight * (impacts[place] ?? 0)
  }
}

function lower(segment: Segment, slot: Slot, { base, scratch }: { base: number; scratch: Scratch }): void {
  for (const { kind, key, weight } of slot.alternatives) {
    raise(listOf(segment, kind), key, { base, scratch, weight: (slot.weight * weight) / 255 })
  }
}
