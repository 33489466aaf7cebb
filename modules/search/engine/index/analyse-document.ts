import { stem } from '../analysis/stem.ts'
import { type Token, tokenize } from '../analysis/tokenize.ts'
import type { SearchDocument, Texts } from '../search-document.ts'
import { bitOf, type Field, fields, fieldsWithPairs, saturation, weighings } from './field.ts'
import { hash32 } from './hash.ts'
import type { Lexicon } from './lexicon.ts'
import type { Lexicons } from './lexicons.ts'

export type TermUse = { readonly impact: number; readonly fields: number }

export type AnalysedDocument = {
  /** By term. */
  readonly terms: ReadonlyMap<number, TermUse>
  /** By the hash of two neighbours written as one word. */
  readonly pairs: ReadonlyMap<number, number>
}

/** What is beyond is not read: nobody searches for the ten-thousandth word of a description. */
const mostWords = 2_000

/** The key under which neighbours are found: `head phones` and `headphones` have the same. */
export function pairKey(word: string, next: string, language: string): number {
  return hash32(stem(`${word}${next}`, language))
}

type Weights = {
  readonly sums: Map<number, number>
  readonly fieldsOf: Map<number, number>
  readonly pairs: Map<number, number>
}

/** What a document is found by, in each language it is written in; what is not translated counts in all of them. */
export function analyseDocument(document: SearchDocument, lexicons: Lexicons): AnalysedDocument {
  const weights: Weights = { sums: new Map(), fieldsOf: new Map(), pairs: new Map() }
  for (const language of languagesOf(document)) {
    const lexicon = lexicons.of(language)
    const texts = textsOf(document, language)
    for (const field of fields) addField(weights, { field, texts: texts[field], lexicon })
  }
  const terms = new Map<number, TermUse>()
  for (const [term, sum] of weights.sums) {
    const impact = Math.max(1, Math.round((255 * sum) / (saturation + sum)))
    terms.set(term, { impact, fields: weights.fieldsOf.get(term) ?? 0 })
  }
  return { terms, pairs: weights.pairs }
}

function languagesOf({ names, descriptions }: SearchDocument): readonly string[] {
  return [...new Set([...Object.keys(names), ...Object.keys(descriptions)])]
}

function textsOf(document: SearchDocument, language: string): Readonly<Record<Field, readonly string[]>> {
  const { names, brand, categories, descriptions } = document
  const own = (texts: Texts): string => texts[language] ?? Object.values(texts)[0] ?? ''
  const attributes = document.attributes.map((attribute) => {
    switch (attribute.type) {
      case 'number':
        return `${attribute.value} ${attribute.unit ?? ''}`
      case 'boolean':
        return attribute.value ? own(attribute.labels) : ''
      default:
        return attribute.values?.[language] ?? attribute.value
    }
  })
  return {
    name: [own(names)],
    brand: brand ? [own(brand.names)] : [],
    category: categories.map((category) => own(category.names)),
    attribute: attributes,
    description: [descriptions[language] ?? ''],
  }
}

type FieldTexts = { readonly field: Field; readonly texts: readonly string[]; readonly lexicon: Lexicon }

function addField({ sums, fieldsOf, pairs }: Weights, { field, texts, lexicon }: FieldTexts): void {
  const counts = new Map<number, number>()
  const bit = bitOf[field]
  const withPairs = fieldsWithPairs.has(field)
  let length = 0
  for (const text of texts) {
    let before: Token | undefined
    for (const token of tokenize(text)) {
      if (length > mostWords) break
      const word = lexicon.learn(token.word)
      const term = lexicon.termOf(word)
      counts.set(term, (counts.get(term) ?? 0) + 1)
      if (field !== 'description') lexicon.use(word)
      if (token.compound) continue
      length += 1
      if (before && withPairs) {
        const key = pairKey(before.word, token.word, lexicon.language)
        pairs.set(key, (pairs.get(key) ?? 0) | bit)
      }
      before = token
    }
  }
  const { weight, byLength, usual } = weighings[field]
  const scale = weight / (1 - byLength + (byLength * length) / usual)
  for (const [term, count] of counts) {
    sums.set(term, (sums.get(term) ?? 0) + count * scale)
    fieldsOf.set(term, (fieldsOf.get(term) ?? 0) | bit)
  }
}
