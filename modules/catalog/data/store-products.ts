import type { FieldError, Sql } from '@merx/kernel'
import type { VariantId } from '../domain/ids.ts'
import { faultsOf, type KnownVariant, type ProductDraft, type References } from '../domain/product-draft.ts'
import { slugOf, sortKeyOf } from '../domain/slug.ts'
import { aspectTag, productTag } from '../domain/tags.ts'
import { writeCardPrices, writeCards } from './cards.ts'
import { isTaken } from './constraints.ts'
import { type ProductRow, replaceProductCategories, upsertProducts } from './products.ts'
import { findReferences } from './references.ts'
import { countOnShelves, writeShelves } from './shelves.ts'
import { claimSlugs, type SlugWish } from './slugs.ts'
import { findVariants, replaceVariants, type VariantRow, variantIdsOf } from './variants.ts'

/** What a unit of work knows and makes new. */
export type Storing = { readonly sql: Sql; readonly now: Date; readonly newId: () => string }

/** What is shown differently now: told by `displayChanged`. */
export type Shown = { readonly tags: readonly string[]; readonly variantIds: VariantId[] }

/**
 * Writes products with their variants, categories, card and places on the shelves; the caller has locked those that exist. The faults
 * of all drafts come back together, and then nothing may be kept.
 */
export async function storeProducts(
  storing: Storing,
  drafts: readonly ProductDraft[],
): Promise<Shown | { readonly faults: readonly FieldError[] }> {
  const { sql, now } = storing
  const ids = drafts.map(({ id }) => id)
  const contents = drafts.map(({ content }) => content)
  const skus = contents.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  const [references, known] = await Promise.all([
    findReferences(sql, contents),
    findVariants(sql, { productIds: ids, skus }),
  ])
  const faults = faultsOf(drafts, references, known)
  if (faults.length > 0) return { faults }

  const slugs = await claimSlugs(sql, 'product', drafts.flatMap(wishOf))
  const slugless = drafts.filter((draft) => slugFor(draft, slugs) === undefined)
  if (slugless.length > 0) return { faults: slugless.map(slugTaken) }

  await upsertProducts(
    sql,
    drafts.map((draft) => rowOf(draft, references, slugFor(draft, slugs) ?? '')),
    now,
  )
  try {
    await replaceVariants(sql, ids, variantRowsOf(storing, drafts, known))
  } catch (error) {
    // another unit took the SKU after it was looked for
    if (isTaken(error, 'variant_sku')) return { faults: drafts.map(skuTaken) }
    throw error
  }
  await replaceProductCategories(sql, ids, categoryRowsOf(drafts, references))
  return showProducts(sql, ids, [...slugs.values(), ...drafts.flatMap(({ formerSlug }) => formerSlug ?? [])])
}

/** Brings card, shelves and prices of products in line with their tables. */
export async function showProducts(sql: Sql, ids: readonly string[], slugs: readonly string[]): Promise<Shown> {
  await writeCards(sql, ids)
  const touched = await writeShelves(sql, ids)
  await writeCardPrices(sql, ids)
  const variantIds = await variantIdsOf(sql, ids)
  await countOnShelves(sql, touched)
  const shelves = touched.map(({ tag }) => aspectTag(tag, 'members'))
  return { tags: [...new Set(slugs.map(productTag)), ...shelves], variantIds: [...variantIds] }
}

function wishOf({ id, slug, formerSlug, content }: ProductDraft): readonly SlugWish[] {
  if (slug !== undefined) return slug === formerSlug ? [] : [{ ownerId: id, slug, exact: true }]
  return formerSlug === undefined ? [{ ownerId: id, slug: slugOf(content.name, 'product'), exact: false }] : []
}

function slugFor({ id, slug, formerSlug }: ProductDraft, claimed: ReadonlyMap<string, string>): string | undefined {
  return claimed.get(id) ?? (slug === undefined || slug === formerSlug ? formerSlug : undefined)
}

function slugTaken({ field, slug }: ProductDraft): FieldError {
  return { field: `${field}slug`, code: 'slug_taken', detail: `'${slug}' is or was the address of another product.` }
}

function skuTaken({ field }: ProductDraft): FieldError {
  const detail = 'One of the SKUs was given to another product at this moment. Try again.'
  return { field: `${field}variants`, code: 'sku_taken', detail }
}

function rowOf(draft: ProductDraft, references: References, slug: string): ProductRow {
  const { id, content, status, externalKey, contentHash, createdAt } = draft
  const { name, description, featured, attributes, images, taxCategory, brand } = content
  return {
    id,
    externalKey,
    slug,
    name,
    nameKey: sortKeyOf(name),
    description,
    status,
    brandId: brand === null ? null : (references.brands.get(brand) ?? null),
    taxCategory,
    featured,
    attributes,
    images,
    contentHash,
    createdAt,
  }
}

/** A variant keeps its id by its SKU, or its SKU changes by its id; a withdrawn one comes back as what it was. */
function variantRowsOf(
  { newId }: Storing,
  drafts: readonly ProductDraft[],
  known: readonly KnownVariant[],
): VariantRow[] {
  const idOfSku = new Map(known.map(({ sku, id }) => [sku, id]))
  return drafts.flatMap(({ id: productId, content }) =>
    content.variants.map(({ id, sku, barcode, options, weight, image }, position) => ({
      id: id ?? idOfSku.get(sku) ?? newId(),
      productId,
      position,
      sku,
      barcode,
      options,
      weight,
      image,
    })),
  )
}

function categoryRowsOf(drafts: readonly ProductDraft[], references: References) {
  return drafts.flatMap(({ id: productId, content }) =>
    [...new Set(content.categories)].flatMap((slug, position) => {
      const categoryId = references.categories.get(slug)
      return categoryId === undefined ? [] : [{ productId, categoryId, position }]
    }),
  )
}
