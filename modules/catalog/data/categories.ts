import type { Sql } from '@merx/kernel'
import type { CategoryId } from '../domain/ids.ts'
import type { CategoryState } from '../events.ts'

export type SavedCategory = CategoryState & {
  readonly shelf: number
  /** The shelves from the root down to this one. */
  readonly path: readonly number[]
}

/** The categories that have the slugs now. */
export async function findCategories(sql: Sql, slugs: readonly string[]): Promise<readonly SavedCategory[]> {
  return sql<SavedCategory[]>`${selectCategory(sql)} where category.slug = any(${[...slugs]}::text[])`
}

export async function lockCategory(sql: Sql, id: CategoryId): Promise<SavedCategory | undefined> {
  const [category] = await sql<SavedCategory[]>`
    ${selectCategory(sql)} where category.id = ${id} for update of category`
  return category
}

function selectCategory(sql: Sql) {
  return sql`
    select category.id, category.version, category.slug, category.name, category.description, category.position,
      parent.slug as parent, category.shelf, category.path
    from catalog.category left join catalog.category parent on parent.id = category.parent_id`
}

/** Puts up an empty shelf for each tag and returns their numbers by tag. */
export async function addShelves(sql: Sql, tags: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ tag: string; number: number }[]>`
    insert into catalog.shelf (tag) select * from unnest(${[...tags]}::text[]) returning tag, number`
  return new Map(rows.map(({ tag, number }) => [tag, number]))
}

export async function renameShelf(sql: Sql, shelf: number, tag: string): Promise<void> {
  await sql`update catalog.shelf set tag = ${tag} where number = ${shelf}`
}

/** Inserts categories, parents before children, or replaces what is said of those with the same id and counts their version up. */
export async function upsertCategories(sql: Sql, rows: readonly SavedCategory[], now: Date): Promise<void> {
  await sql`
    insert into catalog.category as category (id, parent_id, path, shelf, slug, name, description, position, version,
      created_at, updated_at)
    select row.id, above.id, array(select jsonb_array_elements_text(row.path)::int), row.shelf, row.slug, row.name,
      row.description, row.position, row.version, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (id uuid, parent text, path jsonb, shelf int,
      slug text, name text, description text, position int, version int)
    left join (
      select id, slug from catalog.category
      union select id, slug from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as fresh (id uuid, slug text)
    ) above on above.slug = row.parent
    on conflict (id) do update set parent_id = excluded.parent_id, path = excluded.path, slug = excluded.slug,
      name = excluded.name, description = excluded.description, position = excluded.position,
      version = excluded.version, updated_at = excluded.updated_at`
}

/** Moves everything below a category with it: `from` was its path, `to` is. */
export async function moveBelow(sql: Sql, from: readonly number[], to: readonly number[]): Promise<void> {
  await sql`
    update catalog.category set path = ${[...to]}::int[] || path[${from.length + 1}:]
    where path @> array[${from.at(-1) ?? 0}]::int[] and cardinality(path) > ${from.length}
      and path[1:${from.length}] = ${[...from]}::int[]`
}

/** The active products of a shelf, locked in the order of their ids. */
export async function lockProductsOnShelf(sql: Sql, shelf: number): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from catalog.product where id in (select product_id from catalog.shelf_card where shelf = ${shelf})
    order by id for no key update`
  return rows.map(({ id }) => id)
}
