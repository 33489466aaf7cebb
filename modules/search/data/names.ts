import type { Sql } from '@merx/kernel'
import type { MarketRow } from './markets.ts'

export type CategoryRow = {
  readonly id: string
  readonly version: number
  readonly slug: string
  readonly name: string
  readonly parent: string | null
  readonly position: number
}

export type BrandRow = Pick<CategoryRow, 'id' | 'version' | 'slug' | 'name'>

export type AttributeRow = {
  readonly id: string
  readonly version: number
  readonly code: string
  readonly label: string
  readonly type: 'text' | 'number' | 'boolean' | 'choice'
  readonly unit: string | null
  readonly facet: boolean
}

export type SlugRow = { readonly kind: 'category' | 'brand'; readonly slug: string; readonly ownerId: string }

/** What documents are named by. */
export type NameRows = {
  readonly categories: readonly CategoryRow[]
  readonly brands: readonly BrandRow[]
  readonly attributes: readonly AttributeRow[]
  readonly slugs: readonly SlugRow[]
  readonly markets: readonly MarketRow[]
}

/** Keeps categories, their slugs for good, and notes those that stood already with another name or place: their documents follow by the clock. */
export async function saveCategories(sql: Sql, categories: readonly CategoryRow[]): Promise<void> {
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(categories)}::text::jsonb)
        as row (id uuid, version int, slug text, name text, parent text, position int)
    ), renamed as (
      insert into search.renaming (kind, key)
      select 'category', given.id from given join search.category kept using (id)
      where given.version > kept.version
        and (given.slug, given.name, given.parent) is distinct from (kept.slug, kept.name, kept.parent)
      on conflict (kind, key) do update set number = default
    ), slugs as (
      insert into search.slug (kind, slug, owner_id) select 'category', slug, id from given on conflict do nothing
    ), counted as (
      update search.revision set number = number + 1 where of = 'names'
    )
    insert into search.category as kept (id, version, slug, name, parent, position)
    select id, version, slug, name, parent, position from given
    on conflict (id) do update set version = excluded.version, slug = excluded.slug, name = excluded.name,
      parent = excluded.parent, position = excluded.position
    where kept.version <= excluded.version`
}

/** The same for brands. */
export async function saveBrands(sql: Sql, brands: readonly BrandRow[]): Promise<void> {
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(brands)}::text::jsonb)
        as row (id uuid, version int, slug text, name text)
    ), renamed as (
      insert into search.renaming (kind, key)
      select 'brand', given.id from given join search.brand kept using (id)
      where given.version > kept.version and (given.slug, given.name) is distinct from (kept.slug, kept.name)
      on conflict (kind, key) do update set number = default
    ), slugs as (
      insert into search.slug (kind, slug, owner_id) select 'brand', slug, id from given on conflict do nothing
    ), counted as (
      update search.revision set number = number + 1 where of = 'names'
    )
    insert into search.brand as kept (id, version, slug, name) select id, version, slug, name from given
    on conflict (id) do update set version = excluded.version, slug = excluded.slug, name = excluded.name
    where kept.version <= excluded.version`
}

/** The same for attributes, which are known by a code that never changes. */
export async function saveAttributes(sql: Sql, attributes: readonly AttributeRow[]): Promise<void> {
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(attributes)}::text::jsonb)
        as row (id uuid, version int, code text, label text, type text, unit text, facet boolean)
    ), renamed as (
      insert into search.renaming (kind, key)
      select 'attribute', given.code from given join search.attribute kept using (id)
      where given.version > kept.version
        and (given.label, given.unit, given.facet) is distinct from (kept.label, kept.unit, kept.facet)
      on conflict (kind, key) do update set number = default
    ), counted as (
      update search.revision set number = number + 1 where of = 'names'
    )
    insert into search.attribute as kept (id, version, code, label, type, unit, facet)
    select id, version, code, label, type, unit, facet from given
    on conflict (id) do update set version = excluded.version, label = excluded.label, type = excluded.type,
      unit = excluded.unit, facet = excluded.facet
    where kept.version <= excluded.version`
}

/** All names, in one statement, so that they fit each other. */
export async function readNames(sql: Sql): Promise<NameRows> {
  const [row] = await sql<NameRows[]>`
    select
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'version', version, 'slug', slug, 'name', name,
        'parent', parent, 'position', position)) from search.category), '[]') as categories,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'version', version, 'slug', slug, 'name', name))
        from search.brand), '[]') as brands,
      coalesce((select jsonb_agg(jsonb_build_object('id', id, 'version', version, 'code', code, 'label', label,
        'type', type, 'unit', unit, 'facet', facet)) from search.attribute), '[]') as attributes,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'slug', slug, 'ownerId', owner_id))
        from search.slug), '[]') as slugs,
      coalesce((select jsonb_agg(jsonb_build_object('code', code, 'currency', currency, 'languages', languages,
        'isDefault', is_default) order by code) from search.market), '[]') as markets`
  if (!row) throw new Error('PostgreSQL gave no names')
  return row
}
