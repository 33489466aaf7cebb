import type { NameRows } from '../data/names.ts'
import type { Renamed, Renaming } from '../data/renamings.ts'
import { namingOf } from './naming.ts'

/** The slugs and codes, of today and of before, that products carry which were told with a renamed thing or with one below it. */
export function renamedOf(renamings: readonly Renaming[], rows: NameRows): Renamed {
  const naming = namingOf(rows)
  const keys = (wanted: Renaming['kind']) =>
    new Set(renamings.flatMap(({ kind, key }) => (kind === wanted ? [key] : [])))
  const [categories, brands, attributes] = [keys('category'), keys('brand'), keys('attribute')]
  return {
    categories: rows.slugs.flatMap(({ kind, slug }) =>
      kind === 'category' && naming.withAncestors([slug]).some(({ id }) => categories.has(id)) ? [slug] : [],
    ),
    brands: rows.slugs.flatMap(({ kind, slug, ownerId }) => (kind === 'brand' && brands.has(ownerId) ? [slug] : [])),
    attributes: [...attributes],
  }
}
