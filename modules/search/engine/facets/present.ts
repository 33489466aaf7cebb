import type { SearchIndex } from '../index/search-index.ts'
import type { Texts } from '../search-document.ts'
import type { FacetKey, Filter } from '../search-query.ts'
import type { Facet, FacetValue } from '../search-result.ts'
import type { FacetEntry } from './facet-values.ts'
import { rangesOf as chosenRanges, valuesOf } from './selection.ts'
import { rangesOf } from './steps.ts'
import type { Tally } from './tally.ts'

const mostValues = 30
const mostCategories = 60
const mostRanges = 6
const mostAttributes = 16

type Presenting = {
  readonly index: SearchIndex
  readonly tally: Tally
  readonly language: string
  readonly filters: readonly Filter[]
}

type Counted = { readonly number: number; readonly count: number }

/** What a page shows: the fixed facets first, then the attributes that most of the products have. */
export function presentFacets(presenting: Presenting): readonly Facet[] {
  const shown = shownFacets(presenting)
  const attributes = shown
    .filter(({ entry }) => !fixed.includes(entry.key))
    .toSorted(
      (a, b) =>
        Number(b.selected) - Number(a.selected) || b.products - a.products || (a.entry.key < b.entry.key ? -1 : 1),
    )
    .slice(0, mostAttributes)
  const present = ({ entry, counted }: Shown): Facet => presentFacet(entry, counted, presenting)
  return [
    ...fixed.flatMap((key) => shown.filter(({ entry }) => entry.key === key).map(present)),
    ...presentPrices(presenting),
    ...presentRatings(presenting),
    ...attributes.map(present),
  ]
}

const fixed: readonly FacetKey[] = ['category', 'brand', 'collection', 'availability']

type Shown = {
  readonly entry: FacetEntry
  readonly counted: Counted[]
  readonly selected: boolean
  /** How many have a value of it, those with several once for each. */
  products: number
}

/** Those that tell products apart: a facet with a single value offers no choice. */
function shownFacets({ index: { facets }, tally: { values }, filters }: Presenting): readonly Shown[] {
  const byFacet = new Map<number, Shown>()
  for (let number = 0; number < values.length; number += 1) {
    const count = values[number] ?? 0
    if (count <= 0) continue
    const facet = facets.facetOf.at(number)
    const entry = facets.facets[facet]
    if (!entry) continue
    const shown = byFacet.get(facet) ?? {
      entry,
      counted: [],
      selected: filters.some((filter) => filter.facet === entry.key),
      products: 0,
    }
    byFacet.set(facet, shown)
    shown.counted.push({ number, count })
    shown.products += count
  }
  return [...byFacet.values()].filter(
    ({ counted, selected, entry }) => counted.length > 1 || selected || entry.type === 'category',
  )
}

function presentFacet(entry: FacetEntry, counted: readonly Counted[], presenting: Presenting): Facet {
  const { language } = presenting
  const about = { facet: entry.key, label: inLanguage(entry.labels, language), ...(entry.unit && { unit: entry.unit }) }
  if (entry.type === 'number' && counted.length > mostRanges * 2) {
    return { ...about, kind: 'ranges', values: numberRanges(entry, counted, presenting), more: 0 }
  }
  const most = entry.type === 'category' ? mostCategories : mostValues
  const chosen = selectedValues(entry.key, presenting)
  const values = mostCounted(counted, most, chosen).toSorted(
    (a, b) => b.count - a.count || compareValues(presenting.index, a.number, b.number),
  )
  const shown =
    entry.type === 'number' ? values.toSorted((a, b) => compareValues(presenting.index, a.number, b.number)) : values
  return {
    ...about,
    kind: entry.type === 'category' ? 'tree' : 'values',
    values: shown.map((each) => presentValue(each, chosen.has(each.number), presenting)),
    more: counted.length - values.length,
  }
}

/** The first by count, among equals those met first, and what is selected. */
function mostCounted(counted: readonly Counted[], most: number, chosen: ReadonlySet<number>): readonly Counted[] {
  if (counted.length <= most) return counted
  const counts = Uint32Array.from(counted, ({ count }) => count).sort()
  const least = counts[counts.length - most] ?? 0
  const above = counted.filter(({ count }) => count > least).length
  let room = most - above
  return counted.filter(({ number, count }) => {
    if (chosen.has(number) || count > least) return true
    if (count < least || room === 0) return false
    room -= 1
    return true
  })
}

function presentValue({ number, count }: Counted, selected: boolean, { index, language }: Presenting): FacetValue {
  const entry = index.facets.values[number]
  const value = entry?.value ?? ''
  const label = inLanguage(entry?.labels ?? {}, language) || value
  return { value, label, count, selected, ...(entry?.parent !== undefined && { parent: entry.parent }) }
}

function selectedValues(facet: FacetKey, { index, filters }: Presenting): ReadonlySet<number> {
  return new Set(filters.filter((filter) => filter.facet === facet).flatMap((filter) => valuesOf(index, filter)))
}

function compareValues({ facets }: SearchIndex, a: number, b: number): number {
  const [one, other] = [facets.values[a], facets.values[b]]
  if (one?.number !== undefined && other?.number !== undefined) return one.number - other.number
  return (one?.value ?? '') < (other?.value ?? '') ? -1 : 1
}

/** Ranges from a number that occurs to a number that occurs, so that both ends are inside and no product is counted twice. */
function numberRanges({ key }: FacetEntry, counted: readonly Counted[], presenting: Presenting): readonly FacetValue[] {
  const sorted = counted
    .map(({ number, count }) => ({ at: presenting.index.facets.values[number]?.number ?? 0, count }))
    .sort((a, b) => a.at - b.at)
  const values: FacetValue[] = []
  let left = sorted.reduce((sum, { count }) => sum + count, 0)
  let first: number | undefined
  let count = 0
  for (const [place, each] of sorted.entries()) {
    first ??= each.at
    count += each.count
    if (place < sorted.length - 1 && count < left / (mostRanges - values.length)) continue
    values.push(presentRange({ from: first, to: each.at, count }, key, presenting))
    left -= count
    first = undefined
    count = 0
  }
  return values
}

function presentPrices(presenting: Presenting): readonly Facet[] {
  const ranges = rangesOf(presenting.tally.prices, mostRanges)
  const chosen = presenting.filters.some(({ facet }) => facet === 'price')
  if (ranges.length < 2 && !chosen) return []
  // prices are whole: the last one inside is one below the next
  const values = ranges.map(({ from, below, count }) =>
    presentRange({ from: from && Math.ceil(from), to: below && Math.ceil(below) - 1, count }, 'price', presenting),
  )
  return [{ facet: 'price', label: '', kind: 'ranges', values, more: 0 }]
}

function presentRatings(presenting: Presenting): readonly Facet[] {
  const { ratings } = presenting.tally
  if ((ratings[1] ?? 0) === 0) return []
  const values = [4, 3, 2, 1].map((from) =>
    presentRange({ from, to: undefined, count: ratings[from] ?? 0 }, 'rating', presenting),
  )
  return [{ facet: 'rating', label: '', kind: 'ranges', values, more: 0 }]
}

type Ends = { readonly from: number | undefined; readonly to: number | undefined; readonly count: number }

function presentRange({ from, to, count }: Ends, facet: FacetKey, { filters }: Presenting): FacetValue {
  const value = `${from ?? ''}..${to ?? ''}`
  const selected = filters
    .filter((filter) => filter.facet === facet)
    .flatMap(chosenRanges)
    .some((range) => range.from === (from ?? Number.NEGATIVE_INFINITY) && range.to === (to ?? Number.POSITIVE_INFINITY))
  return {
    value,
    label: value,
    count,
    selected,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
}

function inLanguage(texts: Texts, language: string): string {
  return texts[language] ?? Object.values(texts)[0] ?? ''
}
