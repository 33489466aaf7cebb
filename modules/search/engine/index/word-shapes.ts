import { GrowingInts } from './growing.ts'

const longest = 32
const letters = /\p{L}/u

/**
 * Words by length and by the letters they are made of. An edit changes at most two letters of the set and the length by one, so that
 * words near to another are found by passing over small integers, wherever the error is, and a new word costs a push.
 */
export class WordShapes {
  readonly #byLength: { readonly letters: GrowingInts; readonly words: GrowingInts }[] = []

  add(word: string, number: number): void {
    if (word.length > longest || word.length < 3 || !letters.test(word)) return
    while (this.#byLength.length <= word.length) {
      this.#byLength.push({ letters: new GrowingInts(), words: new GrowingInts() })
    }
    this.#byLength[word.length]?.letters.push(lettersOf(word))
    this.#byLength[word.length]?.words.push(number)
  }

  /** Calls with every word that could be within the edits; which are, the caller finds out. */
  near(word: string, edits: number, call: (number: number) => void): void {
    const wanted = lettersOf(word)
    for (let length = word.length - edits; length <= word.length + edits; length += 1) {
      const shapes = this.#byLength[length]
      if (!shapes) continue
      const all = shapes.letters.view()
      for (let index = 0; index < all.length; index += 1) {
        if (bitsIn((all[index] ?? 0) ^ wanted) <= 2 * edits) call(shapes.words.at(index))
      }
    }
  }

  /** Calls with every word that has all these letters but a few, wherever they stand. */
  containing(letters: string, butFor: number, call: (number: number) => void): void {
    const wanted = lettersOf(letters)
    for (const shapes of this.#byLength.slice(Math.max(letters.length - butFor, 3))) {
      const all = shapes.letters.view()
      for (let index = 0; index < all.length; index += 1) {
        if (bitsIn(wanted & ~(all[index] ?? 0)) <= butFor) call(shapes.words.at(index))
      }
    }
  }
}

function lettersOf(word: string): number {
  let bits = 0
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) & 31)
  return bits >>> 0
}

function bitsIn(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555)
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333)
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
