import type { Sql } from '@merx/kernel'

// advisory locks; any constants serve, as long as nothing else in the database takes the same pair
const space = 7_305_931
const shelves = 1
const assortment = 2
const productKeys = space + 1

/** Taken by all who put cards on shelves or price them there: the category tree keeps its shape meanwhile. */
export async function lockShelves(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${space}, ${shelves})`
}

/** Taken by who changes the shape of the tree and moves whole shelves: waits for all others and keeps them out. */
export async function lockTree(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${space}, ${shelves})`
}

/** Loads of brands, categories and attributes take turns, so that two that bring the same new one make one. They move no category. */
export async function lockAssortment(sql: Sql): Promise<void> {
  await sql`select pg_advisory_xact_lock(${space}, ${assortment}), pg_advisory_xact_lock_shared(${space}, ${shelves})`
}

/** The same for loads of products, which wait for each other only where they bring the same; keeps the tree as `lockShelves` does. */
export async function lockProductKeys(sql: Sql, keys: readonly string[]): Promise<void> {
  await lockShelves(sql)
  // ordered: two loads with the same products must not deadlock
  await sql`
    select pg_advisory_xact_lock(${productKeys}, number)
    from (select distinct hashtext(key) as number from unnest(${[...keys]}::text[]) as key order by number) as wanted`
}

/** Those of the products that there are, taken for this unit; ordered by id. */
export async function lockProducts(sql: Sql, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from catalog.product where id = any(${[...ids]}::uuid[]) order by id for no key update`
  return rows.map(({ id }) => id)
}

/** The products of these variants, taken for this unit; ordered by id: two batches with the same products must not deadlock. */
export async function lockProductsOfVariants(sql: Sql, variantIds: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from catalog.product
    where id in (select product_id from catalog.variant where id = any(${[...variantIds]}::uuid[]))
    order by id for no key update`
  return rows.map(({ id }) => id)
}
