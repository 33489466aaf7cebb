import type { FieldError } from '@merx/kernel'
import type { BrandToSave } from '../domain/category-input.ts'
import { BrandId } from '../domain/ids.ts'
import { slugOf } from '../domain/slug.ts'
import { brandTag } from '../domain/tags.ts'
import { type SavedBrand, upsertBrands } from './brands.ts'
import { addShelves } from './categories.ts'
import { claimSlugs } from './slugs.ts'
import type { Storing } from './store-products.ts'

export type BrandWish = Omit<BrandToSave, 'slug'> & { readonly slug: string | undefined; readonly field: string }

/** Makes brands, each with a shelf. */
export async function addBrands(
  { sql, now, newId }: Storing,
  wishes: readonly BrandWish[],
): Promise<readonly SavedBrand[] | { readonly faults: readonly FieldError[] }> {
  if (wishes.length === 0) return []
  const owners = wishes.map((wish) => ({ wish, id: BrandId.parse(newId()) }))
  const slugs = await claimSlugs(
    sql,
    'brand',
    owners.map(({ wish, id }) => ({
      ownerId: id,
      slug: wish.slug ?? slugOf(wish.name, 'brand'),
      exact: wish.slug !== undefined,
    })),
  )
  const taken = owners.filter(({ id }) => !slugs.has(id))
  if (taken.length > 0) {
    return {
      faults: taken.map(({ wish: { field, slug } }) => ({
        field: `${field}slug`,
        code: 'slug_taken',
        detail: `'${slug}' is or was the address of another brand.`,
      })),
    }
  }
  const shelves = await addShelves(sql, [...slugs.values()].map(brandTag))
  const added = owners.flatMap(({ wish: { name, description }, id }) => {
    const slug = slugs.get(id)
    const shelf = slug === undefined ? undefined : shelves.get(brandTag(slug))
    return slug === undefined || shelf === undefined ? [] : [{ id, version: 1, slug, name, description, shelf }]
  })
  await upsertBrands(sql, added, now)
  return added
}
