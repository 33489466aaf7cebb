import type { FieldError } from '@merx/kernel'
import type { CategoryToSave } from '../domain/category-input.ts'
import { CategoryId } from '../domain/ids.ts'
import { slugOf } from '../domain/slug.ts'
import { categoryTag } from '../domain/tags.ts'
import { addShelves, type SavedCategory, upsertCategories } from './categories.ts'
import { claimSlugs } from './slugs.ts'
import type { Storing } from './store-products.ts'

export type CategoryWish = Omit<CategoryToSave, 'slug'> & { readonly slug: string | undefined; readonly field: string }

/** Makes categories, each with a shelf; a parent is among `known` or stands before its children. The caller holds the tree. */
export async function addCategories(
  { sql, now, newId }: Storing,
  wishes: readonly CategoryWish[],
  known: readonly SavedCategory[],
): Promise<readonly SavedCategory[] | { readonly faults: readonly FieldError[] }> {
  if (wishes.length === 0) return []
  const owners = wishes.map((wish) => ({ wish, id: CategoryId.parse(newId()) }))
  const slugs = await claimSlugs(
    sql,
    'category',
    owners.map(({ wish, id }) => ({
      ownerId: id,
      slug: wish.slug ?? slugOf(wish.name, 'category'),
      exact: wish.slug !== undefined,
    })),
  )
  const shelves = await addShelves(sql, [...slugs.values()].map(categoryTag))
  const bySlug = new Map(known.map((category) => [category.slug, category]))
  const faults: FieldError[] = []
  const added = owners.flatMap(({ wish, id }): readonly SavedCategory[] => {
    const { field, name, description, position, parent } = wish
    const slug = slugs.get(id)
    const above = parent === null ? undefined : bySlug.get(parent)
    if (parent !== null && !above) {
      faults.push({ field: `${field}parent`, code: 'unknown_category', detail: `There is no category '${parent}'.` })
      return []
    }
    const shelf = slug === undefined ? undefined : shelves.get(categoryTag(slug))
    if (slug === undefined || shelf === undefined) {
      const detail = `'${wish.slug}' is or was the address of another category.`
      faults.push({ field: `${field}slug`, code: 'slug_taken', detail })
      return []
    }
    const path = [...(above?.path ?? []), shelf]
    const category = { id, version: 1, slug, name, description, position, parent, shelf, path }
    bySlug.set(slug, category)
    return [category]
  })
  if (faults.length > 0) return { faults }
  await upsertCategories(sql, added, now)
  return added
}
