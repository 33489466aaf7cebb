import { gone, mergePostings } from './merge-postings.ts'
import type { Postings } from './postings.ts'
import type { Columns, Lists, PriceColumns, Segment } from './segment.ts'
import { byKey, unsold } from './segment-builder.ts'
import { gatherTexts } from './text-column.ts'

type Source = {
  readonly segment: Segment
  /** Places that go on, ascending. */
  readonly kept: Uint32Array<ArrayBuffer>
  readonly renumbered: Uint32Array<ArrayBuffer>
}

/**
 * One segment out of several, without what was deleted when it began; what is deleted meanwhile the caller marks again. Stops now and
 * then, so that searches get their turn.
 */
export function* mergeSegments(segments: readonly Segment[]): Generator<undefined, Segment> {
  const sources = sourcesOf(segments)
  const postings = (of: (segment: Segment) => Postings) =>
    mergePostings(sources.map(({ segment, renumbered }) => ({ postings: of(segment), renumbered })))
  const terms = yield* postings((segment) => segment.terms)
  const pairs = yield* postings((segment) => segment.pairs)
  const codes = yield* postings((segment) => segment.codes)
  const values = yield* postings((segment) => segment.values)
  const columns = mergeColumns(sources)
  yield
  const order = byKey(columns)
  yield
  const ids = gatherTexts(sources.map(({ segment, kept }) => ({ column: segment.ids, kept })))
  const names = gatherTexts(sources.map(({ segment, kept }) => ({ column: segment.names, kept })))
  yield
  const size = columns.key.length
  return {
    size,
    ids,
    names,
    columns,
    byKey: order,
    prices: mergePrices(sources, size),
    terms,
    pairs,
    codes,
    values,
    valuesOf: mergeLists(sources),
    deleted: new Uint8Array(size),
    deletions: [],
    live: size,
  }
}

function sourcesOf(segments: readonly Segment[]): readonly Source[] {
  let next = 0
  return segments.map((segment) => {
    const kept = new Uint32Array(segment.live)
    const renumbered = new Uint32Array(segment.size).fill(gone)
    let count = 0
    for (let place = 0; place < segment.size; place += 1) {
      if (segment.deleted[place] !== 0) continue
      kept[count] = place
      count += 1
      renumbered[place] = next
      next += 1
    }
    return { segment, kept, renumbered }
  })
}

function gather(sources: readonly Source[], of: (segment: Segment) => Float64Array): Float64Array<ArrayBuffer> {
  const gathered = new Float64Array(sources.reduce((sum, { kept }) => sum + kept.length, 0))
  let index = 0
  for (const { segment, kept } of sources) {
    const column = of(segment)
    for (const place of kept) {
      gathered[index] = column[place] ?? 0
      index += 1
    }
  }
  return gathered
}

function mergeColumns(sources: readonly Source[]): Columns {
  return {
    key: gather(sources, ({ columns }) => columns.key),
    revision: gather(sources, ({ columns }) => columns.revision),
    createdAt: gather(sources, ({ columns }) => columns.createdAt),
    sales: gather(sources, ({ columns }) => columns.sales),
    featured: gather(sources, ({ columns }) => columns.featured),
    rating: gather(sources, ({ columns }) => columns.rating),
    prior: gather(sources, ({ columns }) => columns.prior),
    availability: gather(sources, ({ columns }) => columns.availability),
  }
}

function mergePrices(sources: readonly Source[], size: number): ReadonlyMap<string, PriceColumns> {
  const markets = new Set(sources.flatMap(({ segment }) => [...segment.prices.keys()]))
  const merged = new Map<string, PriceColumns>()
  for (const market of markets) {
    const columns = unsold(size)
    let index = 0
    for (const { segment, kept } of sources) {
      const from = segment.prices.get(market)
      for (const place of kept) {
        if (from) {
          columns.from[index] = from.from[place] ?? Number.NaN
          columns.to[index] = from.to[place] ?? Number.NaN
        }
        index += 1
      }
    }
    merged.set(market, columns)
  }
  return merged
}

function mergeLists(sources: readonly Source[]): Lists {
  const count = sources.reduce((sum, { kept }) => sum + kept.length, 0)
  const most = sources.reduce((sum, { segment }) => sum + segment.valuesOf.items.length, 0)
  const starts = new Uint32Array(count + 1)
  const items = new Uint32Array(most)
  let index = 0
  let end = 0
  for (const { segment, kept } of sources) {
    const { starts: from, items: all } = segment.valuesOf
    for (const place of kept) {
      const list = all.subarray(from[place] ?? 0, from[place + 1] ?? 0)
      items.set(list, end)
      end += list.length
      index += 1
      starts[index] = end
    }
  }
  return { starts, items: end === most ? items : items.slice(0, end) }
}
