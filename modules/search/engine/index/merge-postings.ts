import { GrowingInts } from './growing.ts'
import type { Postings } from './postings.ts'

export const gone = 0xffffffff

export type PostingsToMerge = {
  readonly postings: Postings
  /** The new number of each document, or `gone`. */
  readonly renumbered: Uint32Array
}

const sliceOfWork = 20_000

/** One out of several, without what is gone; stops now and then so that searches get their turn. */
export function* mergePostings(from: readonly PostingsToMerge[]): Generator<undefined, Postings> {
  const most = from.reduce((sum, { postings }) => sum + postings.documents.length, 0)
  const documents = new Uint32Array(most)
  const impacts = new Uint8Array(most)
  const fields = new Uint8Array(most)
  const keys = new GrowingInts()
  const starts = new GrowingInts()
  const cursors = from.map(() => 0)
  let length = 0
  let rested = 0
  for (;;) {
    const key = leastKey(from, cursors)
    if (key === undefined) break
    const began = length
    for (const [index, { postings, renumbered }] of from.entries()) {
      const cursor = cursors[index] ?? 0
      if (postings.keys[cursor] !== key) continue
      cursors[index] = cursor + 1
      const end = postings.starts[cursor + 1] ?? 0
      for (let place = postings.starts[cursor] ?? 0; place < end; place += 1) {
        const document = renumbered[postings.documents[place] ?? 0] ?? gone
        if (document === gone) continue
        documents[length] = document
        impacts[length] = postings.impacts[place] ?? 0
        fields[length] = postings.fields[place] ?? 0
        length += 1
      }
    }
    if (length > began) {
      keys.push(key)
      starts.push(began)
    }
    if (length - rested > sliceOfWork || keys.length % 4_096 === 0) {
      rested = length
      yield
    }
  }
  starts.push(length)
  return {
    keys: keys.view().slice(),
    starts: starts.view().slice(),
    documents: length === most ? documents : documents.slice(0, length),
    impacts: length === most ? impacts : impacts.slice(0, length),
    fields: length === most ? fields : fields.slice(0, length),
  }
}

function leastKey(from: readonly PostingsToMerge[], cursors: readonly number[]): number | undefined {
  let least: number | undefined
  for (const [index, { postings }] of from.entries()) {
    const key = postings.keys[cursors[index] ?? 0]
    if (key !== undefined && (least === undefined || key < least)) least = key
  }
  return least
}
