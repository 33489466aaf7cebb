/** A typed array that grows by doubling. */
export class GrowingInts {
  #items = new Uint32Array(1_024)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(item: number): void {
    if (this.#length === this.#items.length) {
      const wider = new Uint32Array(this.#items.length * 2)
      wider.set(this.#items)
      this.#items = wider
    }
    this.#items[this.#length] = item
    this.#length += 1
  }

  at(index: number): number {
    return this.#items[index] ?? 0
  }

  increase(index: number, by: number): void {
    this.#items[index] = (this.#items[index] ?? 0) + by
  }

  /** What is in it now; valid until the next push. */
  view(): Uint32Array<ArrayBuffer> {
    return this.#items.subarray(0, this.#length)
  }

  static of(items: Uint32Array): GrowingInts {
    const growing = new GrowingInts()
    growing.#items = new Uint32Array(Math.max(items.length, 1_024))
    growing.#items.set(items)
    growing.#length = items.length
    return growing
  }
}
