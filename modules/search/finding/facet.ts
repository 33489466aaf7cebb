import { z } from 'zod'
import { facetName, filterText } from '../domain/filter-text.ts'
import type { Facet as EngineFacet } from '../engine/search-result.ts'

const FacetValue = z
  .object({
    value: z.string(),
    label: z.string(),
    count: z.int(),
    selected: z.boolean(),
    /** What `filter` takes to select it. */
    filter: z.string(),
    /** The value above, in the tree of categories. */
    parent: z.string().nullable(),
    /** Both ends inside, where the value stands for a range; an end may be open. */
    from: z.number().nullable(),
    to: z.number().nullable(),
  })
  .meta({ id: 'FacetValue' })

export const Facet = z
  .object({
    /** As filters name it. */
    facet: z.string(),
    /** Empty for what every shop has, such as `brand` and `price`: pages name these themselves. */
    label: z.string(),
    unit: z.string().nullable(),
    kind: z.enum(['values', 'tree', 'ranges']),
    values: z.array(FacetValue),
    /** How many values were left out. */
    more: z.int(),
  })
  .meta({ id: 'Facet' })
export type Facet = z.output<typeof Facet>

export function facetOf({ facet, label, unit, kind, values, more }: EngineFacet): Facet {
  return {
    facet: facetName(facet),
    label,
    unit: unit ?? null,
    kind,
    values: values.map((value) => ({
      value: value.value,
      label: value.label,
      count: value.count,
      selected: value.selected,
      filter: filterText(facet, value),
      parent: value.parent ?? null,
      from: value.from ?? null,
      to: value.to ?? null,
    })),
    more,
  }
}
