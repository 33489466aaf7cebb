/** Where in a document a word stands; each has a bit. */
export const fields = ['name', 'brand', 'category', 'attribute', 'description'] as const
export type Field = (typeof fields)[number]

export const bitOf: Readonly<Record<Field, number>> = { name: 1, brand: 2, category: 4, attribute: 8, description: 16 }

export type Weighing = {
  readonly weight: number
  /** How much the length of a field tells: 0 not at all, 1 in full. */
  readonly byLength: number
  /** A usual length in words. A constant: a document weighs the same whatever stands beside it, and pages stay stable. */
  readonly usual: number
}

/** BM25F; found by measuring, see docs/search.md. */
export const weighings: Readonly<Record<Field, Weighing>> = {
  name: { weight: 3, byLength: 0.6, usual: 14 },
  brand: { weight: 3, byLength: 0.3, usual: 1.5 },
  category: { weight: 1.5, byLength: 0.3, usual: 3 },
  attribute: { weight: 0.8, byLength: 0.5, usual: 20 },
  description: { weight: 0.5, byLength: 0.7, usual: 50 },
}

/** Neighbours are looked for where they mean something together: in descriptions they would double the index for a hundredth. */
export const fieldsWithPairs: ReadonlySet<Field> = new Set(['name', 'brand', 'category'])

export const saturation = 0.8

export function fieldsIn(bits: number): readonly Field[] {
  return fields.filter((field) => bits & bitOf[field])
}
