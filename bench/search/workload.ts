import type { Filter, SearchDocument, SearchQuery, SearchSort, SuggestionQuery } from '@merx/search'

export type Draw = () => number

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function drawsFrom(seed: number): Draw {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Workload = { readonly queries: readonly string[]; readonly patterns: readonly SearchDocument[] }

const asked = { language: 'en', market: 'us', limit: 24, facets: true, pinned: [], adjustments: [] } as const

/** A real query; one in four has a typing error, one in five is not finished, three in ten are narrowed by filters. */
export function someSearch(workload: Workload, draw: Draw): SearchQuery {
  const whole = pick(workload.queries, draw)
  const text =
    draw() < 0.25 ? mistyped(whole, draw) : draw() < 0.25 ? whole.slice(0, -1 - Math.floor(draw() * 2)) : whole
  return { ...asked, text, scope: [], filters: draw() < 0.3 ? someFilters(workload, draw) : [], sort: 'relevance' }
}

const sorts: readonly SearchSort[] = ['relevance', 'newest', 'price', 'best-selling']

/** The page of a category, the large ones as often as they have products; four in ten are narrowed by filters. */
export function someCategoryPage(workload: Workload, draw: Draw): SearchQuery {
  const { categories } = pick(workload.patterns, draw)
  const category = categories.length === 0 ? undefined : pick(categories, draw).slug
  return {
    ...asked,
    text: '',
    scope: category === undefined ? [] : [{ facet: 'category', values: [category] }],
    filters: draw() < 0.4 ? someFilters(workload, draw) : [],
    sort: pick(sorts, draw),
  }
}

/** What is in the field after two to eight letters. */
export function someSuggestion(workload: Workload, draw: Draw): SuggestionQuery {
  const whole = pick(workload.queries, draw)
  const text = whole.slice(0, 2 + Math.floor(draw() * 7))
  return { text: draw() < 0.2 ? mistyped(text, draw) : text, language: 'en', market: 'us', limit: 5 }
}

function someFilters({ patterns }: Workload, draw: Draw): readonly Filter[] {
  const { brand } = pick(patterns, draw)
  const from = Math.floor(draw() * 100) * 100
  const price: Filter = { facet: 'price', from, to: from * 4 + 1_000 }
  const byBrand: readonly Filter[] = brand ? [{ facet: 'brand', values: [brand.slug] }] : []
  const both = draw()
  return both < 0.4 ? byBrand : both < 0.8 ? [price] : [...byBrand, price]
}

/** Two letters swapped, one left out, or one doubled. */
function mistyped(text: string, draw: Draw): string {
  const at = Math.floor(draw() * Math.max(text.length - 1, 1))
  const [before, letter, next, rest] = [text.slice(0, at), text.charAt(at), text.charAt(at + 1), text.slice(at + 2)]
  const kind = draw()
  if (kind < 0.34) return before + next + letter + rest
  return kind < 0.67 ? before + next + rest : before + letter + letter + next + rest
}

function pick<Item>(items: readonly Item[], draw: Draw): Item {
  const item = items[Math.floor(draw() * items.length)]
  if (item === undefined) throw new Error('There is nothing to draw from')
  return item
}
