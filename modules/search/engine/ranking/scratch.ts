/** Room for what a search finds out about each document; made once, as large as the index, and wiped where it was written. */
export class Scratch {
  scores = new Float32Array(0)
  /** A bit for each word that was found, and the highest for a document that was met at all. */
  found = new Uint32Array(0)
  /** The documents that were met. */
  met = new Uint32Array(0)
  count = 0
  #passed = new Uint32Array(0)

  /** Room for the filters that the documents of a segment pass. */
  reservePassed(documents: number): Uint32Array {
    if (this.#passed.length < documents) this.#passed = new Uint32Array(Math.ceil(documents * 1.2))
    return this.#passed
  }

  reserve(documents: number): void {
    if (this.met.length >= documents) return
    const size = Math.ceil(documents * 1.2)
    this.scores = new Float32Array(size)
    this.found = new Uint32Array(size)
    this.met = new Uint32Array(size)
  }

  wipe(): void {
    const { scores, found, met, count } = this
    for (let index = 0; index < count; index += 1) {
      const document = met[index] ?? 0
      scores[document] = 0
      found[document] = 0
    }
    this.count = 0
  }
}
