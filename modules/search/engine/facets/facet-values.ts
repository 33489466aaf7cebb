import { GrowingInts } from '../index/growing.ts'
import type { SearchDocument, Texts } from '../search-document.ts'
import type { FacetKey } from '../search-query.ts'

export type FacetType = 'category' | 'brand' | 'collection' | 'availability' | 'text' | 'number' | 'boolean'

/** A value of a facet, as it was met first; its labels follow what is written. */
export type FacetValueEntry = {
  readonly facet: number
  readonly value: string
  labels: Texts
  /** The slug above, for a category. */
  parent: string | undefined
  /** Of an attribute that is a number. */
  readonly number: number | undefined
}

export type FacetEntry = {
  readonly key: FacetKey
  readonly type: FacetType
  labels: Texts
  unit: string | undefined
  /** The numbers of its values. */
  readonly values: number[]
}

const none: Texts = {}
/** A longer text tells a product apart and does not group it. */
const longestValue = 120

/** Numbers every value of every facet of an index, so that counting is adding to an array. */
export class FacetValues {
  readonly facets: FacetEntry[] = []
  readonly values: FacetValueEntry[] = []
  /** The facet of each value once more, for loops over millions of them. */
  readonly facetOf = new GrowingInts()
  readonly #facetNumbers = new Map<FacetKey, number>()
  readonly #valueOf = new Map<string, number>()

  facetNumber(key: FacetKey): number | undefined {
    return this.#facetNumbers.get(key)
  }

  valueNumber(facet: number, value: string): number | undefined {
    return this.#valueOf.get(`${facet} ${value}`)
  }

  /** The numbers of the values that a document has, each once. */
  learn(document: SearchDocument): readonly number[] {
    const found = new Set<number>()
    for (const { slug, names, parent } of document.categories) {
      found.add(this.#learnValue(this.#learnFacet('category', 'category'), { value: slug, labels: names, parent }))
    }
    if (document.brand) {
      const { slug, names } = document.brand
      found.add(this.#learnValue(this.#learnFacet('brand', 'brand'), { value: slug, labels: names }))
    }
    for (const collection of document.collections) {
      found.add(this.#learnValue(this.#learnFacet('collection', 'collection'), { value: collection }))
    }
    found.add(this.#learnValue(this.#learnFacet('availability', 'availability'), { value: document.availability }))
    for (const attribute of document.attributes) {
      if (!attribute.facet) continue
      const type = attribute.type === 'choice' ? 'text' : attribute.type
      const facet = this.#learnFacet(`attribute.${attribute.code}`, type)
      const entry = this.facets[facet]
      if (entry) {
        entry.labels = attribute.labels
        if (attribute.type === 'number') entry.unit = attribute.unit
      }
      const value = String(attribute.value)
      if (value.length > longestValue) continue
      found.add(
        this.#learnValue(facet, {
          value,
          ...(attribute.type === 'number' && { number: attribute.value }),
          ...((attribute.type === 'text' || attribute.type === 'choice') &&
            attribute.values && { labels: attribute.values }),
        }),
      )
    }
    return [...found]
  }

  #learnFacet(key: FacetKey, type: FacetType): number {
    const known = this.#facetNumbers.get(key)
    if (known !== undefined) return known
    this.#facetNumbers.set(key, this.facets.length)
    return this.facets.push({ key, type, labels: none, unit: undefined, values: [] }) - 1
  }

  #learnValue(
    facet: number,
    given: { value: string; labels?: Texts; parent?: string | undefined; number?: number },
  ): number {
    const key = `${facet} ${given.value}`
    const known = this.#valueOf.get(key)
    if (known !== undefined) {
      const entry = this.values[known]
      if (entry) {
        entry.labels = given.labels ?? entry.labels
        entry.parent = given.parent
      }
      return known
    }
    const number = this.values.length
    this.#valueOf.set(key, number)
    this.facetOf.push(facet)
    this.facets[facet]?.values.push(number)
    this.values.push({
      facet,
      value: given.value,
      labels: given.labels ?? none,
      parent: given.parent,
      number: given.number,
    })
    return number
  }

  contents(): { readonly facets: readonly FacetEntry[]; readonly values: readonly FacetValueEntry[] } {
    return {
      facets: this.facets.map((facet) => ({ ...facet, values: [...facet.values] })),
      values: this.values.map((value) => ({ ...value })),
    }
  }

  restore({ facets, values }: ReturnType<FacetValues['contents']>): void {
    for (const [number, facet] of facets.entries()) {
      this.#facetNumbers.set(facet.key, number)
      this.facets.push({ ...facet, values: [...facet.values] })
    }
    for (const [number, value] of values.entries()) {
      this.#valueOf.set(`${value.facet} ${value.value}`, number)
      this.values.push({ ...value })
      this.facetOf.push(value.facet)
    }
  }
}
