import type { SearchIndex } from '../index/search-index.ts'
import type { DocumentChanges, WriteReport } from '../search-engine.ts'
import { inSlices } from './slices.ts'

/** With more segments than this, writers wait until some are merged: a search asks each of them. */
const mostSegments = 24

const always = () => true

/** Writes go one after the other; segments are merged while nothing is to be written. */
export class Upkeep {
  readonly #index: SearchIndex
  #queue: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #merge: Iterator<undefined, boolean> | undefined
  #merging = false

  constructor(index: SearchIndex) {
    this.#index = index
  }

  write(changes: DocumentChanges): Promise<WriteReport> {
    this.#waiting += 1
    const written = this.#queue.then(() => this.#write(changes))
    this.#queue = written
      .catch(() => undefined)
      .then(() => this.#mergeWhile(() => this.#index.segments.length > mostSegments))
      .finally(() => {
        this.#waiting -= 1
        void this.#mergeWhile(() => this.#waiting === 0)
      })
    return written
  }

  async #write(changes: DocumentChanges): Promise<WriteReport> {
    const written = await inSlices(this.#index.write(changes), always)
    if (!written) throw new Error('A write was left unfinished')
    return written.result
  }

  async #mergeWhile(wanted: () => boolean): Promise<void> {
    if (this.#merging) return
    this.#merging = true
    try {
      let merged = true
      while (merged && wanted()) {
        this.#merge ??= this.#index.merge()
        const step = await inSlices(this.#merge, wanted)
        if (!step) return
        this.#merge = undefined
        merged = step.result
      }
    } finally {
      this.#merging = false
    }
  }
}
