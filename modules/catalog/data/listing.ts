import type { Sql } from '@merx/kernel'
import type { Availability } from '../domain/availability.ts'
import type { Position, ProductSort } from '../domain/cursor.ts'
import type { ProductId } from '../domain/ids.ts'
import type { ProductImage } from '../events.ts'

export type Listing = {
  readonly shelf: number
  readonly market: string
  readonly sort: ProductSort
  readonly after: Position | undefined
  readonly limit: number
  /** Further shelves that the products must stand on. */
  readonly alsoOn: readonly number[]
  readonly inStock: boolean
  readonly priceFrom: number | undefined
  readonly priceTo: number | undefined
}

export type CardRow = {
  readonly id: ProductId
  readonly slug: string
  readonly name: string
  readonly brandSlug: string | null
  readonly brandName: string | null
  readonly image: ProductImage | null
  readonly variantCount: number
  readonly availability: Availability
  readonly createdAt: Date
  readonly currency: string | null
  readonly priceFrom: number | null
  readonly priceTo: number | null
  readonly compareAt: number | null
  /** Where the card stands in this list. */
  readonly position: Position
}

/**
 * A page of a shelf. The inner select walks the index of the sort and stops at the limit; prices and names are fetched for the page
 * alone. Filters are subqueries and the limit is a constant, so that the walk stays one however a plan for unknown values is costed:
 * as joins the planner turned them round after five runs, at a hundred times the cost.
 */
export async function listCards(sql: Sql, listing: Listing): Promise<readonly CardRow[]> {
  const { by, position } = orderOf(sql, listing.sort)
  const ranged = !byPrice(listing) && (listing.priceFrom !== undefined || listing.priceTo !== undefined)
  return sql<CardRow[]>`
    ${ranged ? inPriceRange(sql, listing) : sql``}
    select card.product_id as id, card.slug, card.name, brand.slug as "brandSlug", brand.name as "brandName", card.image,
      card.variant_count as "variantCount", card.availability, card.created_at as "createdAt", cost.currency,
      cost.price_from as "priceFrom", cost.price_to as "priceTo", cost.compare_at as "compareAt",
      jsonb_build_array(${position}, place.product_id) as position
    from (${ranged ? walkOrSort(sql, listing) : walk(sql, listing)}) place
    join catalog.product_card card using (product_id)
    left join catalog.brand on brand.id = card.brand_id
    left join catalog.card_price cost on cost.product_id = place.product_id and cost.market = ${listing.market}
    order by ${by} limit ${listing.limit}`
}

function walk(sql: Sql, listing: Listing, also = sql``) {
  return sql`
    select place.* from ${byPrice(listing) ? sql`catalog.shelf_price` : sql`catalog.shelf_card`} place
    where place.shelf = ${listing.shelf} ${byPrice(listing) ? priceRange(sql, listing) : sql``} ${filters(sql, listing)} ${also}
    order by ${orderOf(sql, listing.sort).by} limit ${atMost(sql, listing.limit)}`
}

/** The products of a price range, as long as there are few. */
function inPriceRange(sql: Sql, listing: Listing) {
  return sql`
    with ranged as materialized (
      select product_id from catalog.shelf_price place
      where place.shelf = ${listing.shelf} ${priceRange(sql, listing)} limit 2001
    )`
}

/**
 * A list by another order than price within a range of prices: where the range holds few products those are sorted, where it holds
 * many the index is walked past the ones outside. Only one of the two runs; its condition is known before it starts.
 */
function walkOrSort(sql: Sql, listing: Listing) {
  const { by } = orderOf(sql, listing.sort)
  return sql`
    (select place.* from ranged join catalog.shelf_card place using (product_id)
      where (select count(*) from ranged) <= 2000 and place.shelf = ${listing.shelf} ${filters(sql, listing)}
      order by ${by} limit ${atMost(sql, listing.limit)})
    union all
    (${walk(
      sql,
      listing,
      sql`and (select count(*) from ranged) > 2000 and (
        select true from catalog.shelf_price place_price
        where place_price.product_id = place.product_id and place_price.shelf = place.shelf
          ${priceRange(sql, listing, sql`place_price`)})`,
    )})`
}

/** The limit as a constant, one of few, so that there are few statements to prepare. */
function atMost(sql: Sql, limit: number) {
  if (limit <= 13) return sql`13`
  if (limit <= 25) return sql`25`
  return limit <= 49 ? sql`49` : sql`101`
}

/** The order of a sort, what lies beyond a position in it (given as JSON), and the position of a row without the id that ends it. */
function orderOf(sql: Sql, sort: ProductSort) {
  const at = sql`to_char(place.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  switch (sort) {
    case 'newest':
      return {
        by: sql`place.created_at desc, place.product_id desc`,
        beyond: (after: string) => sql`(place.created_at, place.product_id) <
          ((${after}::text::jsonb ->> 0)::timestamptz, (${after}::text::jsonb ->> 1)::uuid)`,
        position: at,
      }
    case 'featured':
      return {
        by: sql`place.featured desc, place.created_at desc, place.product_id desc`,
        beyond: (after: string) => sql`(place.featured, place.created_at, place.product_id) <
          ((${after}::text::jsonb ->> 0)::int, (${after}::text::jsonb ->> 1)::timestamptz,
          (${after}::text::jsonb ->> 2)::uuid)`,
        position: sql`place.featured, ${at}`,
      }
    case 'best-selling':
      return {
        by: sql`place.sold desc, place.product_id desc`,
        beyond: (after: string) => sql`(place.sold, place.product_id) <
          ((${after}::text::jsonb ->> 0)::bigint, (${after}::text::jsonb ->> 1)::uuid)`,
        position: sql`place.sold`,
      }
    case 'name':
      return {
        by: sql`place.name_key, place.product_id`,
        beyond: (after: string) => sql`(place.name_key, place.product_id) >
          (${after}::text::jsonb ->> 0, (${after}::text::jsonb ->> 1)::uuid)`,
        position: sql`place.name_key`,
      }
    case 'price':
      return {
        by: sql`place.price, place.product_id`,
        beyond: (after: string) => sql`(place.price, place.product_id) >
          ((${after}::text::jsonb ->> 0)::bigint, (${after}::text::jsonb ->> 1)::uuid)`,
        position: sql`place.price`,
      }
    case '-price':
      return {
        by: sql`place.price desc, place.product_id desc`,
        beyond: (after: string) => sql`(place.price, place.product_id) <
          ((${after}::text::jsonb ->> 0)::bigint, (${after}::text::jsonb ->> 1)::uuid)`,
        position: sql`place.price`,
      }
  }
}

function byPrice({ sort }: Listing): boolean {
  return sort === 'price' || sort === '-price'
}

function priceRange(sql: Sql, { market, priceFrom, priceTo }: Listing, place = sql`place`) {
  return sql`
    and ${place}.market = ${market}
    ${priceFrom === undefined ? sql`` : sql`and ${place}.price >= ${priceFrom}`}
    ${priceTo === undefined ? sql`` : sql`and ${place}.price <= ${priceTo}`}`
}

function filters(sql: Sql, listing: Listing) {
  const { inStock, alsoOn, after, sort } = listing
  return sql`
    ${after === undefined ? sql`` : sql`and ${orderOf(sql, sort).beyond(JSON.stringify(after))}`}
    ${alsoOn.reduce(
      (before, shelf) => sql`${before} and (select true from catalog.shelf_card other
        where other.product_id = place.product_id and other.shelf = ${shelf})`,
      sql``,
    )}
    ${
      inStock
        ? sql`and (select availability <> 'out' from catalog.product_card stocked
          where stocked.product_id = place.product_id)`
        : sql``
    }`
}
