import type { FieldError, Sql } from '@merx/kernel'
import { VariantId } from '../domain/ids.ts'
import { faultsOf, type ProductDraft, type References } from '../domain/product-draft.ts'
import { stateOf } from '../domain/product-state.ts'
import { slugOf, sortKeyOf } from '../domain/slug.ts'
import { aspectTag, productTag } from '../domain/tags.ts'
import type { ProductState } from '../events.ts'
import { writeCardPrices, writeCards } from './cards.ts'
import { placeInCollections } from './collection-products.ts'
import { isTaken } from './constraints.ts'
import { type ProductRow, replaceProductCategories, upsertProducts } from './products.ts'
import { findReferences } from './references.ts'
import { countOnShelves, writeShelves } from './shelves.ts'
import { claimSlugs, type SlugWish } from './slugs.ts'
import { findVariants, replaceVariants } from './variants.ts'

/** What a unit of work knows and makes new. */
export type Storing = { readonly sql: Sql; readonly now: Date; readonly newId: () => string }

/** The products as they are now, in the order of the drafts, and what is shown differently: told by `displayChanged`. */
export type Stored = {
  readonly states: readonly ProductState[]
  readonly tags: readonly string[]
  /** Withdrawn ones included: what caches may know of the products. */
  readonly variantIds: VariantId[]
}

/**
 * Writes products with their variants, categories, card and places on the shelves; the caller has locked those that exist. The faults
 * of all drafts come back together, and then nothing may be kept.
 */
export async function storeProducts(
  storing: Storing,
  drafts: readonly ProductDraft[],
): Promise<Stored | { readonly faults: readonly FieldError[] }> {
  if (drafts.length === 0) return { states: [], tags: [], variantIds: [] }
  const { sql, now, newId } = storing
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

  // a variant keeps its id by its SKU; a withdrawn one comes back as what it was
  const idOfSku = new Map(known.map(({ sku, id }) => [sku, id]))
  const variantIdOf = (sku: string) => idOfSku.get(sku) ?? VariantId.parse(newId())
  const written = drafts.map((draft) => {
    const slug = slugFor(draft, slugs) ?? ''
    return { draft, state: stateOf(draft, { slug, references, variantIdOf, now }) }
  })
  const states = written.map(({ state }) => state)
  const variants = states.flatMap(({ id: productId, variants }) => variants.map((each) => ({ ...each, productId })))

  await upsertProducts(
    sql,
    written.map(({ draft, state }) => rowOf(draft, state, references)),
    now,
  )
  try {
    await replaceVariants(sql, ids, variants)
  } catch (error) {
    // another unit took the SKU after it was looked for
    if (isTaken(error, 'variant_sku')) return { faults: drafts.map(skuTaken) }
    throw error
  }
  await replaceProductCategories(sql, ids, categoryRowsOf(drafts, references))
  const placed = await placeInCollections(sql, ids)
  const collectionsOf = new Map(placed.map(({ id, collections }) => [id, collections]))
  const tags = await showProducts(sql, ids, [
    ...slugs.values(),
    ...drafts.flatMap(({ formerSlug }) => formerSlug ?? []),
  ])
  const shown = states.map((state) => ({ ...state, collections: collectionsOf.get(state.id) ?? [] }))
  return { states: shown, tags, variantIds: [...new Set([...known, ...variants].map(({ id }) => id))] }
}

/** Brings card, shelves and prices of products in line with their tables. Returns the tags of what is shown differently now. */
export async function showProducts(
  sql: Sql,
  ids: readonly string[],
  slugs: readonly string[],
): Promise<readonly string[]> {
  await writeCards(sql, ids)
  const touched = await writeShelves(sql, ids)
  await writeCardPrices(sql, ids)
  await countOnShelves(sql, touched)
  return [...new Set(slugs.map(productTag)), ...touched.map(({ tag }) => aspectTag(tag, 'members'))]
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

function rowOf(draft: ProductDraft, state: ProductState, references: References): ProductRow {
  const { content, externalKey, contentHash, createdAt } = draft
  const { id, slug, name, description, status, taxCategory, featured, images, version } = state
  return {
    id,
    externalKey,
    slug,
    name,
    nameKey: sortKeyOf(name),
    description,
    status,
    brandId: content.brand === null ? null : (references.brands.get(content.brand)?.id ?? null),
    taxCategory,
    featured,
    attributes: content.attributes,
    images,
    contentHash,
    version,
    createdAt,
  }
}

function categoryRowsOf(drafts: readonly ProductDraft[], references: References) {
  return drafts.flatMap(({ id: productId, content }) =>
    [...new Set(content.categories)].flatMap((slug, position) => {
      const categoryId = references.categories.get(slug)?.id
      return categoryId === undefined ? [] : [{ productId, categoryId, position }]
    }),
  )
}
