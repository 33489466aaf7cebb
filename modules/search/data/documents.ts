import type { Sql } from '@merx/kernel'

export type DocumentRow = {
  readonly productId: string
  readonly productVersion: number
  readonly listed: boolean
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly brand: string | null
  readonly categories: readonly string[]
  readonly collections: readonly string[]
  readonly featured: number
  readonly attributes: readonly object[]
  readonly image: object | null
  readonly variantIds: readonly string[]
  readonly codes: readonly string[]
  readonly createdAt: string
}

/** Where a product stood before or stands now: whose pages have changed. */
export type Place = { readonly brand: string | null; readonly categories: readonly string[] }

export type SavedDocuments = { readonly productIds: readonly string[]; readonly places: readonly Place[] }

/**
 * Writes documents into every edition that answers or is being filled, unless a later version stands there or nothing differs. Returns the products
 * whose answering document was written, and their places before and after.
 */
export async function saveDocuments(sql: Sql, rows: readonly DocumentRow[]): Promise<SavedDocuments> {
  const written = await sql<(Place & { productId: string })[]>`
    with given as materialized (
      select "productId" as product_id, "productVersion" as product_version, listed, slug, name, description, brand,
        array(select jsonb_array_elements_text(categories)) as categories,
        array(select jsonb_array_elements_text(collections)) as collections, featured, attributes, image,
        array(select jsonb_array_elements_text("variantIds")::uuid) as variant_ids,
        array(select jsonb_array_elements_text(codes)) as codes, "createdAt" as created_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row ("productId" uuid, "productVersion" int,
        listed boolean, slug text, name text, description text, brand text, categories jsonb, collections jsonb,
        featured int, attributes jsonb, image jsonb, "variantIds" jsonb, codes jsonb, "createdAt" timestamptz)
    ), written as (
      insert into search.document as kept (edition, product_id, product_version, listed, slug, name, description, brand,
        categories, collections, featured, attributes, image, variant_ids, codes, created_at)
      select edition.number, given.* from given, search.edition where edition.status in ('answering', 'filling')
      on conflict (edition, product_id) do update set product_version = excluded.product_version,
        listed = excluded.listed, slug = excluded.slug, name = excluded.name, description = excluded.description,
        brand = excluded.brand, categories = excluded.categories, collections = excluded.collections,
        featured = excluded.featured, attributes = excluded.attributes, image = excluded.image,
        variant_ids = excluded.variant_ids, codes = excluded.codes, created_at = excluded.created_at
      where kept.product_version <= excluded.product_version
        and (kept.product_version, kept.listed, kept.slug, kept.name, kept.description, kept.brand, kept.categories,
          kept.collections, kept.featured, kept.attributes, kept.image, kept.variant_ids, kept.codes, kept.created_at)
        is distinct from (excluded.product_version, excluded.listed, excluded.slug, excluded.name,
          excluded.description, excluded.brand, excluded.categories, excluded.collections, excluded.featured,
          excluded.attributes, excluded.image, excluded.variant_ids, excluded.codes, excluded.created_at)
      returning edition, product_id, brand, categories
    ), answering as (
      select product_id, written.brand, written.categories from written
      join search.edition on edition.number = written.edition and edition.status = 'answering'
    )
    select product_id as "productId", brand, categories from answering
    union all
    -- as they stood before this statement
    select product_id, document.brand, document.categories from search.document
    join search.edition on edition.number = document.edition and edition.status = 'answering'
    where product_id in (select product_id from answering)`
  return { productIds: [...new Set(written.map(({ productId }) => productId))], places: written }
}

/** Where the products stand. */
export async function placesOf(sql: Sql, productIds: readonly string[]): Promise<readonly Place[]> {
  return sql<Place[]>`
    select distinct brand, categories from search.document
    join search.edition on edition.number = document.edition and edition.status = 'answering'
    where product_id = any(${[...productIds]}::uuid[])`
}

/** The lists that show products of these places: of their brands, of their categories and of all above those. */
export async function shownAt(
  sql: Sql,
  places: readonly Place[],
): Promise<{ readonly categories: string[]; readonly brands: string[] }> {
  const told = [...new Set(places.flatMap(({ categories }) => categories))]
  const rows = await sql<{ slug: string }[]>`
    with recursive above as (
      select category.slug, category.parent from search.slug told join search.category on category.id = told.owner_id
      where told.kind = 'category' and told.slug = any(${told}::text[])
      -- union, not union all: what is told of two moves at once may look like a circle for a moment
      union
      select category.slug, category.parent from above
      join search.slug told on told.kind = 'category' and told.slug = above.parent
      join search.category on category.id = told.owner_id
    )
    select slug from above union select unnest(${told}::text[])`
  return {
    categories: rows.map(({ slug }) => slug),
    brands: [...new Set(places.flatMap(({ brand }) => brand ?? []))],
  }
}
