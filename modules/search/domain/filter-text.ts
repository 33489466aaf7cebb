import type { FacetKey, Filter } from '../engine/search-query.ts'

/**
 * A filter as addresses, forms and GraphQL carry it: `colour:Red`, `brand:noirel`, `price:1000..5000`, `rating:4..`. In a value `%`, `,` and
 * what a range would be read from are written as in addresses, because a comma ends one filter and begins the next.
 */
const builtIn = ['category', 'brand', 'collection', 'availability', 'price', 'rating'] as const

export type BuiltInFacet = (typeof builtIn)[number]

const shape = /^(?:attribute\.)?([^:]{1,120}):(.{1,500})$/su
const range = /^(-?\d{1,15}(?:\.\d{1,6})?)?\.\.(-?\d{1,15}(?:\.\d{1,6})?)?$/

/** `undefined` for what is no filter. */
export function readFilter(text: string): Filter | undefined {
  const [, name, given] = shape.exec(text) ?? []
  const facet = name === undefined ? undefined : facetNamed(name, text)
  if (facet === undefined || given === undefined || given === '..') return undefined
  const [, from, to] = range.exec(given) ?? []
  if (from !== undefined || to !== undefined) return rangeOf(facet, from, to)
  const value = unescaped(given)
  return value === undefined ? undefined : { facet, values: [value] }
}

/** A range means the same from either end. */
function rangeOf(facet: FacetKey, from: string | undefined, to: string | undefined): Filter {
  const ends = [from, to].flatMap((end) => (end === undefined ? [] : [Number(end)]))
  if (ends.length === 2) return { facet, from: Math.min(...ends), to: Math.max(...ends) }
  return { facet, ...(from !== undefined && { from: Number(from) }), ...(to !== undefined && { to: Number(to) }) }
}

/** The filter that selects a value. */
export function filterText(
  facet: FacetKey,
  { value, from, to }: { value: string; from?: number; to?: number },
): string {
  const name = facetName(facet)
  if (from !== undefined || to !== undefined) return `${name}:${from ?? ''}..${to ?? ''}`
  return `${name}:${value.replaceAll('%', '%25').replaceAll(',', '%2C').replaceAll('..', '%2E.')}`
}

/** A facet as filters name it: attributes by their codes, unless that is the name of what every shop has. */
export function facetName(facet: FacetKey): string {
  const code = attributeCode(facet)
  return code === undefined || isBuiltIn(code) ? facet : code
}

export function attributeCode(facet: FacetKey): string | undefined {
  return facet.startsWith('attribute.') ? facet.slice('attribute.'.length) : undefined
}

function facetNamed(name: string, text: string): FacetKey {
  return isBuiltIn(name) && !text.startsWith('attribute.') ? name : `attribute.${name}`
}

function isBuiltIn(name: string): name is BuiltInFacet {
  return builtIn.some((one) => one === name)
}

function unescaped(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}

/** Filters of one facet as one: any of its values. A range stands for itself; of several of one facet the last. */
export function joinFilters(filters: readonly Filter[]): readonly Filter[] {
  const joined = new Map<FacetKey, Filter>()
  for (const filter of filters) {
    const former = joined.get(filter.facet)
    const both = former && 'values' in former && 'values' in filter
    joined.set(
      filter.facet,
      both ? { facet: filter.facet, values: [...new Set([...former.values, ...filter.values])] } : filter,
    )
  }
  return [...joined.values()]
}
