import type { Sql } from '@merx/kernel'
import { type CollectionRule, type ConditionRow, type KnownShelves, neededBy } from '../domain/collection-rule.ts'
import type { CollectionId } from '../domain/ids.ts'

export type SavedCollection = {
  readonly id: CollectionId
  readonly version: number
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly position: number
  readonly rule: CollectionRule | null
  readonly shelf: number
}

export async function findCollection(sql: Sql, slug: string): Promise<SavedCollection | undefined> {
  const [collection] = await sql<SavedCollection[]>`${selectCollection(sql)} and slug = ${slug}`
  return collection
}

export async function lockCollection(sql: Sql, id: CollectionId): Promise<SavedCollection | undefined> {
  const [collection] = await sql<SavedCollection[]>`${selectCollection(sql)} and id = ${id} for no key update`
  return collection
}

function selectCollection(sql: Sql) {
  return sql`
    select id, version, slug, name, description, position, rule, shelf from catalog.collection where not removed`
}

/** Whether its rule has changed and some products were not held against it since. */
export async function isBeingFilled(sql: Sql, id: CollectionId): Promise<boolean> {
  const due = await sql`select from catalog.collection where id = ${id} and unheld_from is not null`
  return due.length > 0
}

export async function countCollectionVersion(sql: Sql, id: CollectionId, now: Date): Promise<void> {
  await sql`update catalog.collection set version = version + 1, updated_at = ${now} where id = ${id}`
}

/** Inserts a collection, or replaces what is said of the one with the same id. */
export async function upsertCollection(sql: Sql, collection: SavedCollection, now: Date): Promise<void> {
  const { id, shelf, slug, name, description, position, rule, version } = collection
  const needed = rule === null ? 0 : neededBy(rule)
  await sql`
    insert into catalog.collection as kept (id, shelf, slug, name, description, position, rule, needed, version,
      created_at, updated_at)
    values (${id}, ${shelf}, ${slug}, ${name}, ${description}, ${position},
      nullif(${JSON.stringify(rule)}::text::jsonb, 'null'), ${needed}, ${version}, ${now}, ${now})
    on conflict (id) do update set slug = excluded.slug, name = excluded.name, description = excluded.description,
      position = excluded.position, rule = excluded.rule, needed = excluded.needed, version = excluded.version,
      updated_at = excluded.updated_at`
}

/** Makes these the conditions of the collection, and every product due to be held against them. */
export async function replaceConditions(sql: Sql, id: CollectionId, rows: readonly ConditionRow[]): Promise<void> {
  await sql`delete from catalog.collection_condition where collection_id = ${id}`
  await sql`
    insert into catalog.collection_condition (collection_id, number, key, low, high, negated)
    select ${id}, number, key, low, high, negated from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as row (number int, key text, low numeric, high numeric, negated boolean)`
  const from = rows.length > 0 ? sql`'00000000-0000-0000-0000-000000000000'` : sql`null`
  await sql`update catalog.collection set unheld_from = ${from} where id = ${id}`
}

/** Takes a collection out of sight; its products are due to leave it. */
export async function giveUpCollection(sql: Sql, id: CollectionId, now: Date): Promise<void> {
  await sql`delete from catalog.collection_condition where collection_id = ${id}`
  await sql`
    update catalog.collection set removed = true, slug = id::text, version = version + 1, updated_at = ${now},
      unheld_from = '00000000-0000-0000-0000-000000000000'
    where id = ${id}`
}

/** The shelves of the categories and brands that have or had the slugs. */
export async function shelvesOf(
  sql: Sql,
  slugs: Readonly<Record<keyof KnownShelves, readonly string[]>>,
): Promise<KnownShelves> {
  const rows = await sql<{ kind: keyof KnownShelves; slug: string; shelf: number }[]>`
    select known.kind, known.slug, category.shelf
    from catalog.slug known join catalog.category on category.id = known.owner_id
    where known.kind = 'category' and known.slug = any(${[...slugs.category]}::text[])
    union all
    select known.kind, known.slug, brand.shelf
    from catalog.slug known join catalog.brand on brand.id = known.owner_id
    where known.kind = 'brand' and known.slug = any(${[...slugs.brand]}::text[])`
  const ofKind = (kind: keyof KnownShelves) =>
    new Map(rows.filter((row) => row.kind === kind).map(({ slug, shelf }) => [slug, shelf]))
  return { category: ofKind('category'), brand: ofKind('brand') }
}
