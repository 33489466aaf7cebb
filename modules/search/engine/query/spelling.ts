import { editsBetween } from '../analysis/edits.ts'
import type { Lexicon } from '../index/lexicon.ts'

export type Correction = { readonly word: string; readonly edits: number; readonly uses: number }

const letters = /\p{L}/u
const most = 4

/** How many errors a word of this length may have: short words become other words too easily. */
function editsAllowed(word: string): number {
  if (word.length < 4 || word.length > 30 || !letters.test(word)) return 0
  return word.length <= 7 ? 1 : 2
}

/** The nearest words of the lexicon, the most used of them first. */
export function correctionsOf(word: string, lexicon: Lexicon): readonly Correction[] {
  const allowed = editsAllowed(word)
  let nearest = allowed
  let found: Correction[] = []
  if (allowed === 0) return found
  lexicon.shapes.near(word, allowed, (number) => {
    const candidate = lexicon.wordAt(number)
    const edits = editsBetween(word, candidate, nearest)
    if (edits > nearest || edits === 0) return
    if (edits < nearest) found = []
    nearest = edits
    found.push({ word: candidate, edits, uses: lexicon.usesOf(number) })
  })
  return found.sort((a, b) => b.uses - a.uses || (a.word < b.word ? -1 : 1)).slice(0, most)
}
