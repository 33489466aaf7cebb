import type { Segment } from '../index/segment.ts'
import type { SearchSort } from '../search-query.ts'
import { compare, type Standing, standingOf } from './order.ts'

export type Ranked = { readonly segment: Segment; readonly place: number; readonly standing: Standing }

/** Keeps the first `limit` of what is offered to it, in their order; what stands up to `after` is passed over. */
export class Top {
  readonly #sort: SearchSort
  readonly #limit: number
  readonly #after: Standing | undefined
  /** A heap, the last in order on top. */
  readonly #heap: Ranked[] = []

  constructor(sort: SearchSort, limit: number, after: Standing | undefined) {
    this.#sort = sort
    this.#limit = limit
    this.#after = after
  }

  /** What has less is not among the first: nearly all of a large list is told by that. */
  get least(): number {
    const last = this.#heap.length < this.#limit ? undefined : this.#heap[0]
    return last ? last.standing.value : Number.NEGATIVE_INFINITY
  }

  offer(segment: Segment, place: number, value: number): void {
    if (value < this.least || (this.#after && value > this.#after.value)) return
    const standing = standingOf(this.#sort, segment, { place, value })
    if (this.#after && compare(standing, this.#after) <= 0) return
    const ranked = { segment, place, standing }
    const last = this.#heap[0]
    if (this.#heap.length < this.#limit || !last) this.#push(ranked)
    else if (compare(standing, last.standing) < 0) this.#replaceLast(ranked)
  }

  ranked(): readonly Ranked[] {
    return this.#heap.toSorted((a, b) => compare(a.standing, b.standing))
  }

  #push(ranked: Ranked): void {
    let at = this.#heap.push(ranked) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#swapIfLater(at, above)) return
      at = above
    }
  }

  #replaceLast(ranked: Ranked): void {
    this.#heap[0] = ranked
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const later = this.#later(left, left + 1)
      if (later >= this.#heap.length || !this.#swapIfLater(later, at)) return
      at = later
    }
  }

  #later(left: number, right: number): number {
    const [a, b] = [this.#heap[left], this.#heap[right]]
    return a && b && compare(b.standing, a.standing) > 0 ? right : left
  }

  /** Whether `below` comes later than `above` and now stands in its place. */
  #swapIfLater(below: number, above: number): boolean {
    const [a, b] = [this.#heap[below], this.#heap[above]]
    if (!a || !b || compare(a.standing, b.standing) <= 0) return false
    this.#heap[below] = b
    this.#heap[above] = a
    return true
  }
}
