import { beginsNearly } from '../analysis/begins-nearly.ts'
import { stem } from '../analysis/stem.ts'
import { GrowingInts } from './growing.ts'
import { WordShapes } from './word-shapes.ts'

/** Numbers terms across all languages of an index. */
export type TermNumbers = { next(): number }

/** The words of one language as they are written, and the terms (stems) they are indexed under. */
export class Lexicon {
  readonly language: string
  readonly shapes = new WordShapes()
  readonly #numbers: TermNumbers
  readonly #termOfStem = new Map<string, number>()
  readonly #wordNumbers = new Map<string, number>()
  readonly #words: string[] = []
  readonly #termOfWord = new GrowingInts()
  readonly #uses = new GrowingInts()
  #sorted = new Uint32Array(0)

  constructor(language: string, numbers: TermNumbers) {
    this.language = language
    this.#numbers = numbers
  }

  get size(): number {
    return this.#words.length
  }

  /** The number of a word, known from now on. */
  learn(word: string): number {
    const known = this.#wordNumbers.get(word)
    if (known !== undefined) return known
    const number = this.#words.length
    this.#words.push(word)
    this.#wordNumbers.set(word, number)
    this.#termOfWord.push(this.#learnStem(stem(word, this.language)))
    this.#uses.push(0)
    this.shapes.add(word, number)
    return number
  }

  #learnStem(stemmed: string): number {
    const known = this.#termOfStem.get(stemmed)
    if (known !== undefined) return known
    const term = this.#numbers.next()
    this.#termOfStem.set(stemmed, term)
    return term
  }

  termOf(word: number): number {
    return this.#termOfWord.at(word)
  }

  /** The term that a word of a query is found under, also when it was never written like that. */
  find(word: string): number | undefined {
    const known = this.#wordNumbers.get(word)
    return known === undefined ? this.#termOfStem.get(stem(word, this.language)) : this.termOf(known)
  }

  /** How many names, brands and categories a word was met in: whether to offer it in the place of another. */
  usesOf(word: number): number {
    return this.#uses.at(word)
  }

  use(word: number): void {
    this.#uses.increase(word, 1)
  }

  wordAt(number: number): string {
    return this.#words[number] ?? ''
  }

  /** The words that begin with these letters, the most used first. */
  startingWith(letters: string, most: number): readonly string[] {
    const numbers = this.#sortedWords()
    let place = firstFrom(numbers, (number) => this.wordAt(number) >= letters)
    const found: number[] = []
    for (let number = numbers[place]; number !== undefined; number = numbers[place]) {
      if (!this.wordAt(number).startsWith(letters)) break
      if (this.usesOf(number) > 0) found.push(number)
      place += 1
    }
    return mostUsed(found, this, most)
  }

  /** The words that begin almost with these letters. */
  startingNearly(letters: string, most: number): readonly string[] {
    const found: number[] = []
    this.shapes.containing(letters, 1, (number) => {
      if (this.usesOf(number) > 0 && beginsNearly(this.wordAt(number), letters)) found.push(number)
    })
    return mostUsed(found, this, most)
  }

  /** Sorted anew when the lexicon has grown by a hundredth; words newer than that are completed a little later. */
  #sortedWords(): Uint32Array {
    if (this.#sorted.length * 1.01 < this.size) {
      this.#sorted = Uint32Array.from(this.#words.keys()).sort((a, b) => (this.wordAt(a) < this.wordAt(b) ? -1 : 1))
    }
    return this.#sorted
  }

  /** Words in the order they were learnt, with their uses: enough to learn them all again. */
  contents(): { readonly words: readonly string[]; readonly terms: Uint32Array; readonly uses: Uint32Array } {
    return { words: this.#words.slice(), terms: this.#termOfWord.view().slice(), uses: this.#uses.view().slice() }
  }

  /** Takes what `contents` gave, with the terms' numbers as they were. */
  restore({ words, terms, uses }: ReturnType<Lexicon['contents']>): void {
    for (const [number, word] of words.entries()) {
      this.#words.push(word)
      this.#wordNumbers.set(word, number)
      this.#termOfStem.set(stem(word, this.language), terms[number] ?? 0)
      this.#termOfWord.push(terms[number] ?? 0)
      this.#uses.push(uses[number] ?? 0)
      this.shapes.add(word, number)
    }
  }
}

function mostUsed(numbers: readonly number[], lexicon: Lexicon, most: number): readonly string[] {
  return numbers
    .toSorted((a, b) => lexicon.usesOf(b) - lexicon.usesOf(a) || a - b)
    .slice(0, most)
    .map((number) => lexicon.wordAt(number))
}

function firstFrom(numbers: Uint32Array, isThere: (number: number) => boolean): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isThere(numbers[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}
