import type { Sql } from '@merx/kernel'
import type { CollectionId, ProductId } from '../domain/ids.ts'
import type { ProductState } from '../events.ts'
import { metRules } from './collection-facts.ts'

/** The collections that a product is in, by name, and whether it came into one or left one. */
export type PlacedProduct = {
  readonly id: string
  readonly collections: NonNullable<ProductState['collections']>
  readonly isMoved: boolean
}

/**
 * Brings what the collections by rule hold of these products in line with the rules; the caller holds the shelves and the products.
 * Tells those that are in any collection or left one.
 */
export async function placeInCollections(sql: Sql, productIds: readonly string[]): Promise<readonly PlacedProduct[]> {
  const ids = [...productIds]
  return sql<PlacedProduct[]>`
    with wanted as materialized (
      ${metRules(sql, sql`select unnest(${ids}::uuid[])`)}
    ), gone as (
      delete from catalog.collection_product kept using catalog.collection
      where kept.product_id = any(${ids}::uuid[]) and collection.id = kept.collection_id
        and (collection.rule is not null or collection.removed) and not exists (
          select from wanted where wanted.product_id = kept.product_id and wanted.collection_id = kept.collection_id)
      returning kept.product_id
    ), written as (
      insert into catalog.collection_product as kept (product_id, collection_id, position)
      select product_id, collection_id, 0 from wanted
      on conflict (product_id, collection_id) do update set position = 0 where kept.position > 0
      returning product_id
    ), moved as (
      select product_id from gone union select product_id from written
    ), placed as (
      select product_id, collection_id from wanted
      union all
      select product_id, collection_id from catalog.collection_product
      join catalog.collection on collection.id = collection_id and collection.rule is null and not collection.removed
      where product_id = any(${ids}::uuid[])
    )
    select coalesce(placed.product_id, moved.product_id) as id, bool_or(moved.product_id is not null) as "isMoved",
      coalesce(jsonb_agg(jsonb_build_object('slug', collection.slug, 'name', collection.name)
        order by collection.position, collection.slug) filter (where collection.id is not null), '[]') as collections
    from placed
    join catalog.collection on collection.id = placed.collection_id
    full join moved using (product_id)
    group by 1`
}

export type DueCollection = {
  readonly id: CollectionId
  readonly slug: string
  readonly shelf: number
  readonly removed: boolean
  readonly unheldFrom: string
}

/** A collection whose rule has changed since its products were held against it, taken for this unit. */
export async function lockDueCollection(sql: Sql): Promise<DueCollection | undefined> {
  const [due] = await sql<DueCollection[]>`
    select id, slug, shelf, removed, unheld_from as "unheldFrom" from catalog.collection
    where unheld_from is not null order by id limit 1 for no key update`
  return due
}

export type HeldPage = {
  /** The products that are in the collection and should not be, or the other way round. */
  readonly misplaced: readonly ProductId[]
  /** Where the page ends; absent on the last one. */
  readonly last: string | null
}

/** Holds a page of products, by id, against the rule of the collection. Nothing is locked: who is misplaced is looked at again. */
export async function holdPage(sql: Sql, due: DueCollection, limit: number): Promise<HeldPage> {
  const page = due.removed
    ? sql`select product_id as id from catalog.collection_product where collection_id = ${due.id}`
    : sql`select id from catalog.product where id > ${due.unheldFrom}`
  const [held] = await sql<HeldPage[]>`
    with page as materialized (
      ${page} order by id limit ${limit}
    ), wanted as materialized (
      ${metRules(sql, sql`select id from page`, due.id)}
    ), kept as materialized (
      select product_id, position from catalog.collection_product
      where collection_id = ${due.id} and product_id in (select id from page)
    )
    select case when (select count(*) from page) = ${limit} then (select id from page order by id desc limit 1) end as last,
      array(
        select product_id from kept full join wanted using (product_id)
        where kept.product_id is null or wanted.product_id is null or kept.position > 0
        order by product_id
      ) as misplaced`
  if (!held) throw new Error('A page was not read')
  return held
}

/** Notes up to where products were held against the rule; without a place all have been. */
export async function noteHeld(sql: Sql, id: CollectionId, last: string | null): Promise<void> {
  await sql`update catalog.collection set unheld_from = ${last} where id = ${id}`
}

/** Takes away a removed collection that holds nothing any more, with its shelf. */
export async function deleteCollection(sql: Sql, { id, shelf }: DueCollection): Promise<void> {
  await sql`delete from catalog.collection where id = ${id}`
  await sql`delete from catalog.shelf where number = ${shelf}`
}

/** The products of a collection put together by hand, in its order. */
export async function productsOfCollection(sql: Sql, id: CollectionId): Promise<readonly ProductId[]> {
  const rows = await sql<{ id: ProductId }[]>`
    select product_id as id from catalog.collection_product where collection_id = ${id} order by position, product_id`
  return rows.map((row) => row.id)
}

/** Makes these the products of the collection, in this order, and tells those that came or changed place; the caller has locked them all. */
export async function arrangeProducts(
  sql: Sql,
  id: CollectionId,
  productIds: readonly ProductId[],
): Promise<readonly ProductId[]> {
  const ids = [...productIds]
  const rows = await sql<{ id: ProductId }[]>`
    with gone as (
      delete from catalog.collection_product where collection_id = ${id} and product_id <> all(${ids}::uuid[])
    )
    insert into catalog.collection_product as kept (product_id, collection_id, position)
    select product_id, ${id}, place from unnest(${ids}::uuid[]) with ordinality as wanted (product_id, place)
    on conflict (product_id, collection_id) do update set position = excluded.position
      where kept.position <> excluded.position
    returning product_id as id`
  return rows.map((row) => row.id)
}
