import type { Sql } from '@merx/kernel'

/** Makes a card for each of the products that is active, and takes away those of the others. */
export async function writeCards(sql: Sql, productIds: readonly string[]): Promise<void> {
  const ids = [...productIds]
  await sql`
    with wanted as (
      select product.id, product.slug, product.name, product.brand_id, product.images -> 0 as image,
        product.created_at, count(variant.id) as variant_count, ${bestAvailability(sql)} as availability
      from catalog.product
      left join catalog.variant on variant.product_id = product.id and not variant.withdrawn
      left join catalog.variant_stock stock on stock.variant_id = variant.id
      where product.id = any(${ids}::uuid[]) and product.status = 'active'
      group by product.id
    ), gone as (
      delete from catalog.product_card
      where product_id = any(${ids}::uuid[]) and product_id not in (select id from wanted)
    )
    insert into catalog.product_card as card (product_id, slug, name, brand_id, image, variant_count, availability,
      created_at)
    select id, slug, name, brand_id, image, variant_count, availability, created_at from wanted
    on conflict (product_id) do update set slug = excluded.slug, name = excluded.name, brand_id = excluded.brand_id,
      image = excluded.image, variant_count = excluded.variant_count, availability = excluded.availability,
      created_at = excluded.created_at
    where (card.slug, card.name, card.brand_id, card.image, card.variant_count, card.availability, card.created_at)
      is distinct from (excluded.slug, excluded.name, excluded.brand_id, excluded.image, excluded.variant_count,
        excluded.availability, excluded.created_at)`
}

/** Brings the availability of the cards up to date and returns the products whose card changed. */
export async function writeCardStock(sql: Sql, productIds: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    update catalog.product_card card set availability = wanted.availability
    from (
      select variant.product_id, ${bestAvailability(sql)} as availability
      from catalog.variant
      left join catalog.variant_stock stock on stock.variant_id = variant.id
      where variant.product_id = any(${[...productIds]}::uuid[]) and not variant.withdrawn
      group by variant.product_id
    ) wanted
    where card.product_id = wanted.product_id and card.availability <> wanted.availability
    returning card.product_id as id`
  return rows.map(({ id }) => id)
}

/**
 * Brings the prices of the products up to date, on their cards and on the shelves where those stand, and returns the products whose
 * price changed in any market. `compareAt` is that of the cheapest variant, whose price the card shows.
 */
export async function writeCardPrices(sql: Sql, productIds: readonly string[]): Promise<readonly string[]> {
  const ids = [...productIds]
  const rows = await sql<{ id: string }[]>`
    with wanted as (
      select variant.product_id, offer.market, min(offer.currency) as currency, min(offer.amount) as price_from,
        max(offer.amount) as price_to, (array_agg(offer.compare_at order by offer.amount, variant.position))[1] as compare_at
      from catalog.variant
      join catalog.product on product.id = variant.product_id and product.status = 'active'
      join catalog.variant_offer offer on offer.variant_id = variant.id
      where variant.product_id = any(${ids}::uuid[]) and not variant.withdrawn
      group by variant.product_id, offer.market
    ), gone as (
      delete from catalog.card_price kept
      where product_id = any(${ids}::uuid[])
        and not exists (select from wanted where wanted.product_id = kept.product_id and wanted.market = kept.market)
      returning product_id
    ), changed as (
      insert into catalog.card_price as kept (product_id, market, currency, price_from, price_to, compare_at)
      select product_id, market, currency, price_from, price_to, compare_at from wanted
      on conflict (product_id, market) do update set currency = excluded.currency, price_from = excluded.price_from,
        price_to = excluded.price_to, compare_at = excluded.compare_at
      where (kept.currency, kept.price_from, kept.price_to, kept.compare_at)
        is distinct from (excluded.currency, excluded.price_from, excluded.price_to, excluded.compare_at)
      returning product_id
    ), off_the_shelf as (
      delete from catalog.shelf_price kept
      where product_id = any(${ids}::uuid[])
        and not exists (select from wanted where wanted.product_id = kept.product_id and wanted.market = kept.market)
    ), on_the_shelf as (
      insert into catalog.shelf_price as kept (product_id, shelf, market, price)
      select wanted.product_id, place.shelf, wanted.market, wanted.price_from
      from wanted join catalog.shelf_card place using (product_id)
      on conflict (product_id, shelf, market) do update set price = excluded.price where kept.price <> excluded.price
    )
    select product_id as id from gone union select product_id from changed`
  return rows.map(({ id }) => id)
}

/** Of all variants of a product: one that can be had makes the product one that can be had. A variant nobody counted is out. */
function bestAvailability(sql: Sql) {
  return sql`case
    when bool_or(stock.availability = 'in_stock') then 'in_stock'
    when bool_or(stock.availability = 'low') then 'low'
    else 'out' end`
}
