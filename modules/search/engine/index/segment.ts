import type { Postings } from './postings.ts'
import type { TextColumn } from './text-column.ts'

/** What is compared, filtered and sorted by: a number for each document. */
export type Columns = {
  /** A hash of the id: finds a document, and makes every order total. */
  readonly key: Float64Array<ArrayBuffer>
  readonly revision: Float64Array<ArrayBuffer>
  readonly createdAt: Float64Array<ArrayBuffer>
  readonly sales: Float64Array<ArrayBuffer>
  readonly featured: Float64Array<ArrayBuffer>
  /** NaN: not rated. */
  readonly rating: Float64Array<ArrayBuffer>
  /** What speaks for the document whatever is asked, but for its age: made of the others, so that a search need not. */
  readonly prior: Float64Array<ArrayBuffer>
  /** 0 out, 1 low, 2 in stock. */
  readonly availability: Float64Array<ArrayBuffer>
}

export type PriceColumns = {
  /** NaN: not sold in the market. */
  readonly from: Float64Array<ArrayBuffer>
  readonly to: Float64Array<ArrayBuffer>
}

/** Lists of numbers, one a document, laid end to end. */
export type Lists = {
  readonly starts: Uint32Array<ArrayBuffer>
  readonly items: Uint32Array<ArrayBuffer>
}

/** Some documents, indexed for good: only `deleted` changes. */
export type Segment = {
  readonly size: number
  readonly ids: TextColumn
  /** Folded, in the language that comes first: to sort by and to suggest. */
  readonly names: TextColumn
  readonly columns: Columns
  /** Documents by their key, ascending. */
  readonly byKey: Uint32Array<ArrayBuffer>
  readonly prices: ReadonlyMap<string, PriceColumns>
  readonly terms: Postings
  readonly pairs: Postings
  /** SKUs and barcodes by their hash. */
  readonly codes: Postings
  /** Documents by facet value. */
  readonly values: Postings
  /** Facet values by document. */
  readonly valuesOf: Lists
  readonly deleted: Uint8Array<ArrayBuffer>
  /** Places in the order in which they were deleted: whoever keeps counts of a segment catches up with them. */
  readonly deletions: number[]
  /** How many are not deleted. */
  live: number
}

/** The place of a document in a segment, or -1; a deleted one is still there. */
export function placeOf({ columns, byKey }: Segment, key: number): number {
  let low = 0
  let high = byKey.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const place = byKey[middle] ?? 0
    const found = columns.key[place] ?? 0
    if (found === key) return place
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export function remove(segment: Segment, place: number): void {
  if (segment.deleted[place] !== 0) return
  segment.deleted[place] = 1
  segment.deletions.push(place)
  segment.live -= 1
}
