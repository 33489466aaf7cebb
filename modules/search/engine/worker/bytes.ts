import type { SearchIndex } from '../index/search-index.ts'

/** What a word costs in the maps of a lexicon, by measuring. */
const bytesOfWord = 180

/** What an index takes in memory: its arrays exactly, its dictionaries roughly. */
export function bytesOf({ segments, lexicons, facets }: SearchIndex): number {
  const words = lexicons.inOrder('').reduce((sum, { size }) => sum + size, 0)
  return segments.reduce((sum, segment) => sum + arraysIn(segment), 0) + (words + facets.values.length) * bytesOfWord
}

function arraysIn(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof Map) return [...value.values()].reduce((sum: number, each) => sum + arraysIn(each), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, each) => sum + arraysIn(each), 0)
}
