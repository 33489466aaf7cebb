import { Lexicon } from './lexicon.ts'

/** The lexicons of an index, one a language. */
export class Lexicons {
  readonly #byLanguage = new Map<string, Lexicon>()
  #terms = 0

  of(language: string): Lexicon {
    const known = this.#byLanguage.get(language)
    if (known) return known
    const lexicon = new Lexicon(language, { next: () => this.#terms++ })
    this.#byLanguage.set(language, lexicon)
    return lexicon
  }

  /** The language's own first: what it lacks may stand in another, in a shop that has not translated everything. */
  inOrder(language: string): readonly Lexicon[] {
    const all = [...this.#byLanguage.values()]
    return all.toSorted((a, b) => Number(b.language === language) - Number(a.language === language))
  }

  get terms(): number {
    return this.#terms
  }

  contents(): readonly ({ readonly language: string } & ReturnType<Lexicon['contents']>)[] {
    return [...this.#byLanguage.values()].map((lexicon) => ({ language: lexicon.language, ...lexicon.contents() }))
  }

  restore(contents: ReturnType<Lexicons['contents']>, terms: number): void {
    for (const { language, ...words } of contents) this.of(language).restore(words)
    this.#terms = terms
  }
}
