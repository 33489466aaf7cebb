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

export type Order = {
  readonly valueOf: (segment: Segment, place: number, score: number) => number
  /** Where the value tells too little. */
  readonly byName: boolean
}

export function orderBy(sort: SearchSort, market: string): Order {
  const by = (value: Order['valueOf']): Order => ({ valueOf: value, byName: false })
  switch (sort) {
    case 'relevance':
      return by((_, __, score) => score)
    case 'newest':
      return by(({ columns }, place) => columns.createdAt[place] ?? 0)
    case 'best-selling':
      return by(({ columns }, place) => columns.sales[place] ?? 0)
    case 'featured':
      return by(({ columns }, place) => columns.featured[place] ?? 0)
    case 'rating':
      return by(({ columns }, place) => definite(columns.rating[place], -1))
    case 'price':
      return by(({ prices }, place) => -definite(prices.get(market)?.from[place], Number.MAX_SAFE_INTEGER))
    case '-price':
      return by(({ prices }, place) => definite(prices.get(market)?.to[place], -1))
    case 'name':
      return { valueOf: ({ names }, place) => -beginningOf(fold(textAt(names, place))), byName: true }
  }
}

/** What has no price comes last. */
function definite(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value
}

/** The first three letters as a number: names are compared in full only where these are the same. */
function beginningOf(name: string): number {
  let number = 0
  for (let index = 0; index < 3; index += 1) number = number * 0x10000 + (name.charCodeAt(index) || 0)
  return number
}

export function standingOf(
  order: Order,
  segment: Segment,
  at: { readonly place: number; readonly value: number },
): Standing {
  return {
    value: at.value,
    name: order.byName ? fold(textAt(segment.names, at.place)) : '',
    key: segment.columns.key[at.place] ?? 0,
  }
}

/** Below zero when `a` comes first. */
export function compare(a: Standing, b: Standing): number {
  if (a.value !== b.value) return b.value - a.value
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.key - b.key
}
