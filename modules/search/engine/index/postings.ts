import { GrowingInts } from './growing.ts'

/** For each key the documents it occurs in, ascending, with how strongly and in which fields. */
export type Postings = {
  /** Ascending. */
  readonly keys: Uint32Array<ArrayBuffer>
  /** Where the documents of each key begin, and the end of the last. */
  readonly starts: Uint32Array<ArrayBuffer>
  readonly documents: Uint32Array<ArrayBuffer>
  /** 1 to 255. */
  readonly impacts: Uint8Array<ArrayBuffer>
  readonly fields: Uint8Array<ArrayBuffer>
}

/** Where a key stands among the keys, or -1. */
export function keyAt(keys: Uint32Array, key: number): number {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = keys[middle] ?? 0
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export function frequencyOf({ keys, starts }: Postings, key: number): number {
  const at = keyAt(keys, key)
  return at < 0 ? 0 : (starts[at + 1] ?? 0) - (starts[at] ?? 0)
}

/** Sorting goes over key and place in one number, which has 53 bits. */
export const mostPostings = 2 ** 21

/** Takes postings document by document. */
export class PostingsBuilder {
  readonly #keys = new GrowingInts()
  readonly #documents = new GrowingInts()
  /** Impact and fields, a byte each. */
  readonly #payloads = new GrowingInts()

  get length(): number {
    return this.#keys.length
  }

  add(key: number, document: number, { impact, fields }: { readonly impact: number; readonly fields: number }): void {
    this.#keys.push(key)
    this.#documents.push(document)
    this.#payloads.push((impact << 8) | fields)
  }

  build(): Postings {
    const order = sortedByKey(this.#keys.view())
    const given = { documents: this.#documents.view(), payloads: this.#payloads.view() }
    const documents = new Uint32Array(order.length)
    const impacts = new Uint8Array(order.length)
    const fields = new Uint8Array(order.length)
    const keys = new GrowingInts()
    const starts = new GrowingInts()
    let last = -1
    for (let index = 0; index < order.length; index += 1) {
      const ordered = order[index] ?? 0
      const key = Math.floor(ordered / mostPostings)
      const place = ordered % mostPostings
      if (key !== last) {
        keys.push(key)
        starts.push(index)
        last = key
      }
      const payload = given.payloads[place] ?? 0
      documents[index] = given.documents[place] ?? 0
      impacts[index] = payload >>> 8
      fields[index] = payload & 0xff
    }
    starts.push(order.length)
    return { keys: keys.view().slice(), starts: starts.view().slice(), documents, impacts, fields }
  }
}

function sortedByKey(keys: Uint32Array): Float64Array {
  const order = new Float64Array(keys.length)
  for (let place = 0; place < keys.length; place += 1) order[place] = (keys[place] ?? 0) * mostPostings + place
  return order.sort()
}
