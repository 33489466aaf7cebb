import { fold } from '../analysis/fold.ts'
import type { Segment } from '../index/segment.ts'
import { textAt } from '../index/text-column.ts'
import type { SearchSort } from '../search-query.ts'

/** Where a document stands in an order: by value, the higher the earlier, then by name, then by key. */
export type Standing = {
  readonly value: number
  readonly name: string
  readonly key: number
}

/** A column that an order goes by; `sign` is -1 where the lowest come first. What has no value comes last. */
export type Ordering = { readonly column: Float64Array | undefined; readonly sign: 1 | -1 }

/** `undefined`: by score, or by name. */
export function orderingOf(sort: SearchSort, market: string, { columns, prices }: Segment): Ordering | undefined {
  switch (sort) {
    case 'relevance':
    case 'name':
      return undefined
    case 'newest':
      return { column: columns.createdAt, sign: 1 }
    case 'best-selling':
      return { column: columns.sales, sign: 1 }
    case 'featured':
      return { column: columns.featured, sign: 1 }
    case 'rating':
      return { column: columns.rating, sign: 1 }
    case 'price':
      return { column: prices.get(market)?.from, sign: -1 }
    case '-price':
      return { column: prices.get(market)?.to, sign: 1 }
  }
}

const last = -Number.MAX_VALUE

export function valueIn({ column, sign }: Ordering, place: number): number {
  const value = column?.[place] ?? Number.NaN
  return Number.isNaN(value) ? last : sign * value
}

/** The first three letters as a number: names are compared in full only where these are the same. */
export function valueOfName({ names }: Segment, place: number): number {
  const name = fold(textAt(names, place))
  let number = 0
  for (let index = 0; index < 3; index += 1) number = number * 0x10000 + (name.charCodeAt(index) || 0)
  return -number
}

export function standingOf(
  sort: SearchSort,
  segment: Segment,
  at: { readonly place: number; readonly value: number },
): Standing {
  return {
    value: at.value,
    name: sort === 'name' ? fold(textAt(segment.names, at.place)) : '',
    key: segment.columns.key[at.place] ?? 0,
  }
}

/** Below zero when `a` comes first. */
export function compare(a: Standing, b: Standing): number {
  if (a.value !== b.value) return b.value - a.value
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.key - b.key
}
