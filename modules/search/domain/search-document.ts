import type { IndexedRow } from '../data/changes.ts'
import type { DocumentAttribute, SearchDocument } from '../engine/search-document.ts'
import type { Naming } from './naming.ts'

/** A row with the names of the moment: what the index is told. */
export function searchDocumentOf(row: IndexedRow, naming: Naming): SearchDocument {
  const { id, revision, name, description, brand, categories, attributes, createdAt } = row
  const { language } = naming
  return {
    id,
    revision,
    names: { [language]: name },
    descriptions: { [language]: description },
    brand: brand === null ? undefined : naming.brand(brand),
    categories: naming.withAncestors(categories).map(({ slug, names, parent }) => ({ slug, names, parent })),
    collections: row.collections,
    attributes: attributes.flatMap((value) => attributeOf(value, naming)),
    codes: row.codes,
    prices: row.prices,
    availability: row.availability,
    rating: undefined,
    sales: row.sales,
    featured: row.featured,
    createdAt: createdAt.getTime(),
  }
}

/** A value whose definition is not known yet is searched as text and comes to its facet when the definition is told. */
function attributeOf(
  { code, option, text, number, boolean }: IndexedRow['attributes'][number],
  naming: Naming,
): readonly DocumentAttribute[] {
  const known = naming.attribute(code)
  const label = known?.label ?? option ?? code
  const common = { code, labels: { [naming.language]: label }, facet: known?.facet ?? false }
  if (number !== undefined) {
    return [{ ...common, type: 'number', value: number, ...(known?.unit != null && { unit: known.unit }) }]
  }
  if (boolean !== undefined) return [{ ...common, type: 'boolean', value: boolean }]
  if (text === undefined) return []
  return [{ ...common, type: known?.type === 'choice' ? 'choice' : 'text', value: text }]
}
