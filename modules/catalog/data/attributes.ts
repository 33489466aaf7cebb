import type { Sql } from '@merx/kernel'
import type { AttributeId } from '../domain/ids.ts'
import type { AttributeState } from '../events.ts'

/** The attributes with these codes; all of them where none are given. */
export async function findAttributes(sql: Sql, codes?: readonly string[]): Promise<readonly AttributeState[]> {
  return sql<AttributeState[]>`
    ${selectAttribute(sql)} ${codes ? sql`where attribute.code = any(${[...codes]}::text[])` : sql``} order by attribute.code`
}

export async function lockAttribute(sql: Sql, id: AttributeId): Promise<AttributeState | undefined> {
  const [attribute] = await sql<AttributeState[]>`
    ${selectAttribute(sql)} where attribute.id = ${id} for update of attribute`
  return attribute
}

function selectAttribute(sql: Sql) {
  return sql`
    select attribute.id, attribute.version, attribute.code, attribute.label, attribute.type, attribute.unit,
      attribute.facet, attribute.choices,
      array(select category.slug from catalog.category_attribute asked
        join catalog.category on category.id = asked.category_id
        where asked.attribute_id = attribute.id order by category.slug) as categories
    from catalog.attribute`
}

/** Inserts attributes, or replaces those with the same id. */
export async function upsertAttributes(sql: Sql, rows: readonly AttributeState[], now: Date): Promise<void> {
  await sql`
    insert into catalog.attribute as attribute (id, code, label, type, unit, facet, choices, version, created_at, updated_at)
    select id, code, label, type, unit, facet, array(select jsonb_array_elements_text(choices)), version, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (id uuid, code text, label text, type text,
      unit text, facet boolean, choices jsonb, version int)
    on conflict (id) do update set label = excluded.label, unit = excluded.unit, facet = excluded.facet,
      choices = excluded.choices, version = excluded.version, updated_at = excluded.updated_at`
}

/** Makes these the categories that ask for the attributes. */
export async function replaceAttributeCategories(sql: Sql, rows: readonly AttributeState[]): Promise<void> {
  await sql`
    with wanted as (
      select row.id as attribute_id, category.id as category_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (id uuid, categories jsonb)
      join catalog.category on row.categories ? category.slug
    ), gone as (
      delete from catalog.category_attribute kept
      where attribute_id = any(${rows.map(({ id }) => id)}::uuid[]) and not exists (
        select from wanted where wanted.attribute_id = kept.attribute_id and wanted.category_id = kept.category_id)
    )
    insert into catalog.category_attribute (category_id, attribute_id) select category_id, attribute_id from wanted
    on conflict do nothing`
}
