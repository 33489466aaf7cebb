import type { FieldError, Sql } from '@merx/kernel'
import type { AttributeToSave } from '../domain/attribute-input.ts'
import { attributeFaults } from '../domain/attribute-input.ts'
import type { AttributeState } from '../events.ts'
import { replaceAttributeCategories, upsertAttributes } from './attributes.ts'
import { findCategories } from './categories.ts'
import { isTaken } from './constraints.ts'

type Placed = { readonly field: string; readonly attribute: AttributeState }

/** Writes attributes and which categories ask for them, or tells all that is wrong. */
export async function storeAttributes(sql: Sql, rows: readonly Placed[], now: Date): Promise<readonly FieldError[]> {
  const attributes = rows.map(({ attribute }) => attribute)
  const slugs = [...new Set(attributes.flatMap(({ categories }) => categories))]
  const known = new Set((slugs.length > 0 ? await findCategories(sql, slugs) : []).map(({ slug }) => slug))
  const faults = rows.flatMap(({ field, attribute }) => [
    ...attributeFaults(attribute, field),
    ...attribute.categories.flatMap((slug, index) =>
      known.has(slug)
        ? []
        : [
            {
              field: `${field}categories.${index}`,
              code: 'unknown_category',
              detail: `There is no category '${slug}'.`,
            },
          ],
    ),
  ])
  if (faults.length > 0) return faults
  try {
    await upsertAttributes(sql, attributes, now)
  } catch (error) {
    if (!isTaken(error, 'attribute_code')) throw error
    return rows.map(({ field }) => ({
      field: `${field}code`,
      code: 'code_taken',
      detail: 'Another attribute has this code.',
    }))
  }
  await replaceAttributeCategories(sql, attributes)
  return []
}

export function isSaid(former: AttributeState, wanted: AttributeToSave): boolean {
  return (
    former.label === wanted.label &&
    former.unit === wanted.unit &&
    former.facet === wanted.facet &&
    former.choices.join('\n') === wanted.choices.join('\n') &&
    former.categories.join() === wanted.categories.toSorted().join()
  )
}
