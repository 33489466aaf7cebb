import type { Segment } from './segment.ts'

const atOnce = 4
const smallest = 256
const mostDeleted = 0.3

/**
 * Segments of about one size, four at a time, so that a document is copied as often as its index quadruples; or one that is full of holes.
 */
export function segmentsToMerge(segments: readonly Segment[]): readonly Segment[] {
  const holes = segments.find(({ size, live }) => size - live > size * mostDeleted)
  if (holes) return [holes]
  const sizes = new Map<number, Segment[]>()
  for (const segment of segments) {
    const size = Math.floor(Math.log(Math.max(segment.live, smallest) / smallest) / Math.log(atOnce))
    sizes.set(size, [...(sizes.get(size) ?? []), segment])
  }
  const due = [...sizes].filter(([, alike]) => alike.length >= atOnce).sort(([a], [b]) => a - b)
  return due[0]?.[1] ?? []
}
