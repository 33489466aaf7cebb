import { FacetValues } from '../facets/facet-values.ts'
import type { SearchDocument } from '../search-document.ts'
import type { DocumentChanges, WriteReport } from '../search-engine.ts'
import { Lexicons } from './lexicons.ts'
import { segmentsToMerge } from './merge-policy.ts'
import { mergeSegments } from './merge-segments.ts'
import { placeOf, remove, type Segment } from './segment.ts'
import { keyOf, SegmentBuilder } from './segment-builder.ts'

type Place = { readonly segment: Segment; readonly place: number }

/** Removals that are remembered, against writes that come late. */
const mostRemovals = 100_000

/**
 * Everything that one version knows. Writes and merges are generators: whoever drives them stops where they yield and lets searches
 * through, which see the index as it was until the end of a write.
 */
export class SearchIndex {
  readonly lexicons = new Lexicons()
  readonly facets = new FacetValues()
  segments: readonly Segment[] = []
  position: string | undefined
  /** The revision of what was removed, by key, the oldest first. */
  readonly removals = new Map<number, number>()
  /** Counts the changes of `segments` and of what is deleted: whoever keeps an answer keeps it until this moves. */
  generation = 0

  get documents(): number {
    return this.segments.reduce((sum, { live }) => sum + live, 0)
  }

  *write(changes: DocumentChanges): Generator<undefined, WriteReport> {
    const fresh: Segment[] = []
    const replaced: number[] = []
    const rejected: { readonly id: string; readonly reason: string }[] = []
    let builder = new SegmentBuilder(this.lexicons, this.facets)
    let written = 0
    for (const document of latestOf(changes.documents)) {
      const key = keyOf(document.id)
      const before = this.#find(key)
      if (document.revision < (this.#revisionOf(key, before) ?? Number.NEGATIVE_INFINITY)) continue
      try {
        builder.add(document)
        written += 1
        replaced.push(key)
      } catch (error) {
        rejected.push({ id: document.id, reason: error instanceof Error ? error.message : String(error) })
      }
      if (builder.full) {
        fresh.push(builder.build())
        builder = new SegmentBuilder(this.lexicons, this.facets)
      }
      yield
    }
    if (builder.size > 0) fresh.push(builder.build())
    this.#apply(changes, { fresh, replaced })
    return { written, rejected }
  }

  #apply(
    changes: DocumentChanges,
    { fresh, replaced }: { fresh: readonly Segment[]; replaced: readonly number[] },
  ): void {
    for (const key of replaced) this.#drop(key)
    this.segments = [...this.segments, ...fresh]
    for (const { id, revision } of changes.removed) this.#remove(keyOf(id), revision)
    this.position = changes.position
    this.generation += 1
  }

  #remove(key: number, revision: number): void {
    if (revision < (this.#revisionOf(key, this.#find(key)) ?? Number.NEGATIVE_INFINITY)) return
    this.#drop(key)
    this.removals.delete(key)
    this.removals.set(key, revision)
    const [oldest] = this.removals.keys()
    if (this.removals.size > mostRemovals && oldest !== undefined) this.removals.delete(oldest)
  }

  #drop(key: number): void {
    const standing = this.#find(key)
    if (standing) remove(standing.segment, standing.place)
  }

  #revisionOf(key: number, standing: Place | undefined): number | undefined {
    if (standing) return standing.segment.columns.revision[standing.place]
    return this.removals.get(key)
  }

  #find(key: number): Place | undefined {
    for (const segment of this.segments) {
      const place = placeOf(segment, key)
      if (place >= 0 && segment.deleted[place] === 0) return { segment, place }
    }
    return undefined
  }

  find(id: string): Place | undefined {
    return this.#find(keyOf(id))
  }

  /** Makes one of several segments, where that is due; the answer says whether it was. */
  *merge(): Generator<undefined, boolean> {
    const sources = segmentsToMerge(this.segments)
    if (sources.length === 0) return false
    const before = sources.map((segment) => segment.deleted.slice())
    const merged = yield* mergeSegments(sources)
    for (const [index, source] of sources.entries()) {
      for (let place = 0; place < source.size; place += 1) {
        if (source.deleted[place] === before[index]?.[place]) continue
        remove(merged, placeOf(merged, source.columns.key[place] ?? 0))
      }
    }
    const others = this.segments.filter((segment) => !sources.includes(segment))
    this.segments = merged.live > 0 ? [...others, merged] : others
    this.generation += 1
    return true
  }
}

function latestOf(documents: readonly SearchDocument[]): Iterable<SearchDocument> {
  const latest = new Map<string, SearchDocument>()
  for (const document of documents) {
    const other = latest.get(document.id)
    if (!other || other.revision <= document.revision) latest.set(document.id, document)
  }
  return latest.values()
}
