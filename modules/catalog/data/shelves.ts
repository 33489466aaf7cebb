import type { Sql } from '@merx/kernel'

/** A shelf on which cards came, went or changed place, and by how many it grew. */
export type TouchedShelf = { readonly shelf: number; readonly tag: string; readonly growth: number }

/**
 * Puts each active product on the shelf of everything, of its brand, of its categories and of all above them, and of the collections that
 * hold it, and takes it off every other one. Rows that stand right are not written. A collection put together by hand is featured in its
 * own order.
 */
export async function writeShelves(sql: Sql, productIds: readonly string[]): Promise<readonly TouchedShelf[]> {
  const ids = [...productIds]
  return sql<TouchedShelf[]>`
    with wanted as materialized (
      select product.id as product_id, place.shelf, product.name_key, coalesce(place.rank, product.featured) as featured,
        coalesce(sales.ranked, 0) as sold, product.created_at
      from catalog.product
      left join catalog.product_sales sales on sales.product_id = product.id
      cross join lateral (
        select shelf.number as shelf, null::int as rank from catalog.shelf where shelf.tag = 'products'
        union select brand.shelf, null from catalog.brand where brand.id = product.brand_id
        union select unnest(category.path), null from catalog.product_category placed
          join catalog.category on category.id = placed.category_id
          where placed.product_id = product.id
        union select collection.shelf, case when held.position > 0 then 1000000 - held.position end
          from catalog.collection_product held
          join catalog.collection on collection.id = held.collection_id and not collection.removed
          where held.product_id = product.id
      ) place
      where product.id = any(${ids}::uuid[]) and product.status = 'active'
    ), before as materialized (
      select product_id, shelf from catalog.shelf_card where product_id = any(${ids}::uuid[])
    ), gone as (
      delete from catalog.shelf_card kept
      where product_id = any(${ids}::uuid[])
        and not exists (select from wanted where wanted.product_id = kept.product_id and wanted.shelf = kept.shelf)
      returning shelf
    ), written as (
      insert into catalog.shelf_card as kept (product_id, shelf, name_key, featured, sold, created_at)
      select product_id, shelf, name_key, featured, sold, created_at from wanted
      on conflict (product_id, shelf) do update set name_key = excluded.name_key, featured = excluded.featured,
        sold = excluded.sold, created_at = excluded.created_at
      where (kept.name_key, kept.featured, kept.sold, kept.created_at)
        is distinct from (excluded.name_key, excluded.featured, excluded.sold, excluded.created_at)
      returning product_id, shelf
    ), moved as (
      select shelf, -1 as growth from gone
      union all
      select shelf, case when before.shelf is null then 1 else 0 end
      from written left join before using (product_id, shelf)
    )
    select moved.shelf, shelf.tag, sum(moved.growth)::int as growth
    from moved join catalog.shelf on shelf.number = moved.shelf
    group by moved.shelf, shelf.tag`
}

/**
 * Keeps the number of products of each shelf. The shelf of everything is locked by every unit that adds a product, so this comes last;
 * ordered by number, so that two units with the same shelves do not deadlock.
 */
export async function countOnShelves(sql: Sql, touched: readonly TouchedShelf[]): Promise<void> {
  const grown = touched.filter(({ growth }) => growth !== 0)
  if (grown.length === 0) return
  await sql`
    with grown as (
      select * from unnest(${grown.map(({ shelf }) => shelf)}::int[], ${grown.map(({ growth }) => growth)}::int[])
        as row (number, growth)
    ), locked as (
      select number from catalog.shelf where number in (select number from grown) order by number for no key update
    )
    update catalog.shelf set product_count = product_count + grown.growth
    from locked join grown using (number)
    where shelf.number = locked.number`
}

/** The tags of the shelves that any of the products stands on. */
export async function shelfTagsOf(sql: Sql, productIds: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ tag: string }[]>`
    with touched as materialized (
      -- apart: joined in, each shelf was looked through for any of the products
      select distinct shelf from catalog.shelf_card where product_id = any(${[...productIds]}::uuid[])
    )
    select tag from catalog.shelf join touched on touched.shelf = shelf.number`
  return rows.map(({ tag }) => tag)
}

export async function slugsOf(sql: Sql, productIds: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ slug: string }[]>`
    select slug from catalog.product where id = any(${[...productIds]}::uuid[])`
  return rows.map(({ slug }) => slug)
}
