import type { Sql } from '@merx/kernel'

/** The attributes of the `product` of the statement around, with the label and unit that their definitions have now. */
export function attributesOf(sql: Sql) {
  // looked up one by one: as a join, all definitions were read for each product of a batch
  return sql`coalesce((
    select jsonb_agg(value || (
      select jsonb_strip_nulls(jsonb_build_object('label', label, 'type', type, 'unit', unit))
      from catalog.attribute where code = value ->> 'code'
    ) order by place)
    from jsonb_array_elements(product.attributes) with ordinality as given (value, place)
  ), '[]')`
}

/** The categories of the `product` of the statement around, the main one first. */
export function categoriesOf(sql: Sql) {
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('slug', category.slug, 'name', category.name) order by placed.position)
    from catalog.product_category placed join catalog.category on category.id = placed.category_id
    where placed.product_id = product.id
  ), '[]')`
}

/** The collections that hold the `product` of the statement around. */
export function collectionsOf(sql: Sql) {
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('slug', collection.slug, 'name', collection.name)
      order by collection.position, collection.slug)
    from catalog.collection_product held
    join catalog.collection on collection.id = held.collection_id and not collection.removed
    where held.product_id = product.id
  ), '[]')`
}
