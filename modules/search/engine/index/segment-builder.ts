import { fold } from '../analysis/fold.ts'
import type { FacetValues } from '../facets/facet-values.ts'
import type { AvailabilityBand, SearchDocument } from '../search-document.ts'
import { analyseDocument } from './analyse-document.ts'
import { bitOf } from './field.ts'
import { GrowingInts } from './growing.ts'
import { hash32, hash53 } from './hash.ts'
import type { Lexicons } from './lexicons.ts'
import { mostPostings, PostingsBuilder } from './postings.ts'
import type { Columns, PriceColumns, Segment } from './segment.ts'
import { standingPrior } from './standing-prior.ts'
import { textColumn } from './text-column.ts'

const bands: Readonly<Record<AvailabilityBand, number>> = { out: 0, low: 1, in_stock: 2 }

const present = { impact: 1, fields: 0 }

/** A code is found however its parts are set apart. */
export function codeKey(code: string): number {
  return hash32(fold(code).replace(/[^\p{L}\p{N}]/gu, ''))
}

export const keyOf = hash53

/** Collects documents and makes a segment of them. */
export class SegmentBuilder {
  readonly #lexicons: Lexicons
  readonly #facets: FacetValues
  readonly #documents: Row[] = []
  readonly #terms = new PostingsBuilder()
  readonly #pairs = new PostingsBuilder()
  readonly #codes = new PostingsBuilder()
  readonly #values = new PostingsBuilder()
  readonly #valueItems = new GrowingInts()
  readonly #valueStarts = new GrowingInts()

  constructor(lexicons: Lexicons, facets: FacetValues) {
    this.#lexicons = lexicons
    this.#facets = facets
  }

  get size(): number {
    return this.#documents.length
  }

  get full(): boolean {
    return this.#documents.length >= 16_384 || this.#terms.length > mostPostings / 2
  }

  /** Everything that may fail comes before anything is kept. */
  add(document: SearchDocument): void {
    const { terms, pairs } = analyseDocument(document, this.#lexicons)
    const values = this.#facets.learn(document)
    const codes = new Set(document.codes.map(codeKey))
    const row = rowOf(document)
    const place = this.#documents.push(row) - 1
    for (const [term, use] of terms) this.#terms.add(term, place, use)
    for (const [pair, bits] of pairs) {
      this.#pairs.add(pair, place, { impact: bits & bitOf.name ? 255 : 204, fields: bits })
    }
    for (const code of codes) this.#codes.add(code, place, present)
    this.#valueStarts.push(this.#valueItems.length)
    for (const value of values) {
      this.#valueItems.push(value)
      this.#values.add(value, place, present)
    }
  }

  build(): Segment {
    const all = this.#documents
    const columns = columnsOf(all)
    this.#valueStarts.push(this.#valueItems.length)
    return {
      size: all.length,
      ids: textColumn(all.map(({ id }) => id)),
      names: textColumn(all.map(({ name }) => name)),
      columns,
      byKey: byKey(columns),
      prices: pricesOf(all),
      terms: this.#terms.build(),
      pairs: this.#pairs.build(),
      codes: this.#codes.build(),
      values: this.#values.build(),
      valuesOf: { starts: this.#valueStarts.view().slice(), items: this.#valueItems.view().slice() },
      deleted: new Uint8Array(all.length),
      deletions: [],
      live: all.length,
    }
  }
}

/** What is kept of a document beside its words. */
type Row = Pick<
  SearchDocument,
  'id' | 'revision' | 'createdAt' | 'sales' | 'featured' | 'rating' | 'availability' | 'prices'
> & { readonly name: string }

function rowOf({ names, prices, ...document }: SearchDocument): Row {
  return {
    ...document,
    name: Object.values(names)[0] ?? '',
    prices: prices.map(({ market, from, to }) => ({ market, from, to })),
  }
}

/** Places in the order of their keys. */
export function byKey({ key }: Columns): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(key.keys()).sort((a, b) => (key[a] ?? 0) - (key[b] ?? 0))
}

function columnsOf(all: readonly Row[]): Columns {
  const column = (read: (row: Row) => number) => Float64Array.from(all, read)
  return {
    key: column(({ id }) => keyOf(id)),
    revision: column(({ revision }) => revision),
    createdAt: column(({ createdAt }) => createdAt),
    sales: column(({ sales }) => sales),
    featured: column(({ featured }) => featured),
    rating: column(({ rating }) => rating ?? Number.NaN),
    prior: column(standingPrior),
    availability: column(({ availability }) => bands[availability]),
  }
}

function pricesOf(all: readonly Row[]): ReadonlyMap<string, PriceColumns> {
  const prices = new Map<string, PriceColumns>()
  for (const [place, document] of all.entries()) {
    for (const { market, from, to } of document.prices) {
      const columns = prices.get(market) ?? unsold(all.length)
      prices.set(market, columns)
      columns.from[place] = from
      columns.to[place] = to
    }
  }
  return prices
}

export function unsold(size: number): PriceColumns {
  return { from: new Float64Array(size).fill(Number.NaN), to: new Float64Array(size).fill(Number.NaN) }
}
