import type { Sql } from '@merx/kernel'

/** Selects the collections that products meet the rule of, as `(product_id, collection_id)`. `products` selects ids; `only` names one collection. */
export function metRules(sql: Sql, products: ReturnType<Sql>, only?: string) {
  const asked = only === undefined ? sql`` : sql`and condition.collection_id = ${only}`
  return sql`
    select product_id, collection_id from (
      select fact.product_id, condition.collection_id, bool_or(condition.negated) as barred,
        count(distinct condition.number) as met
      from (${factsOf(sql, products)}) fact
      join catalog.collection_condition condition on condition.key = fact.key ${asked}
        and (condition.low is null or fact.value >= condition.low)
        and (condition.high is null or fact.value <= condition.high)
      group by fact.product_id, condition.collection_id
    ) held
    join catalog.collection on collection.id = held.collection_id
    where not barred and met >= collection.needed`
}

/**
 * What the rules can ask of active products: the shelves of their brand, categories and all above, their attributes, and what they cost
 * in each market. Nothing is read while there is no rule.
 */
function factsOf(sql: Sql, products: ReturnType<Sql>) {
  return sql`
    select product.id as product_id, fact.key, fact.value
    from catalog.product
    cross join lateral (
      select 'shelf:' || brand.shelf as key, null::numeric as value from catalog.brand where brand.id = product.brand_id
      union all
      select distinct 'shelf:' || place, null::numeric
      from catalog.product_category placed
      join catalog.category on category.id = placed.category_id
      cross join unnest(category.path) as place
      where placed.product_id = product.id
      union all
      select case
          when given ? 'text' then 'text:' || (given ->> 'code') || '=' || (given ->> 'text')
          when given ? 'number' then 'number:' || (given ->> 'code')
          else 'boolean:' || (given ->> 'code') || '=' || (given ->> 'boolean') end,
        case when given ? 'number' then (given ->> 'number')::numeric end
      from jsonb_array_elements(product.attributes) as given
      where length(given ->> 'text') <= 200 or not given ? 'text'
      union all
      select cost.key || ':' || offer.market, cost.value
      from (
        select market, min(amount) as lowest, bool_or(compare_at > amount) as is_reduced
        from catalog.variant join catalog.variant_offer on variant_id = variant.id
        where variant.product_id = product.id and not variant.withdrawn
        group by market
      ) offer
      cross join lateral (values ('price', offer.lowest), (case when offer.is_reduced then 'reduced' end, null)) as cost (key, value)
      where cost.key is not null
    ) fact
    where product.id in (${products}) and product.status = 'active'
      and exists (select from catalog.collection_condition)`
}
