import type { Sql } from '@merx/kernel'
import type { BrandId } from '../domain/ids.ts'
import type { BrandState } from '../events.ts'

export type SavedBrand = BrandState & { readonly shelf: number }

/** The brands that have the slugs now, locked in the order of their ids. */
export async function lockBrands(sql: Sql, slugs: readonly string[]): Promise<readonly SavedBrand[]> {
  return sql<SavedBrand[]>`
    select id, version, slug, name, description, shelf from catalog.brand where slug = any(${[...slugs]}::text[])
    order by id for update`
}

export async function lockBrand(sql: Sql, id: BrandId): Promise<SavedBrand | undefined> {
  const [brand] = await sql<SavedBrand[]>`
    select id, version, slug, name, description, shelf from catalog.brand where id = ${id} for update`
  return brand
}

/** Inserts brands, or replaces what is said of those with the same id. */
export async function upsertBrands(sql: Sql, rows: readonly SavedBrand[], now: Date): Promise<void> {
  await sql`
    insert into catalog.brand as brand (id, shelf, slug, name, description, version, created_at, updated_at)
    select id, shelf, slug, name, description, version, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as row (id uuid, shelf int, slug text, name text, description text, version int)
    on conflict (id) do update set slug = excluded.slug, name = excluded.name, description = excluded.description,
      version = excluded.version, updated_at = excluded.updated_at`
}

export async function findBrand(sql: Sql, slug: string): Promise<BrandState | undefined> {
  const [brand] = await sql<BrandState[]>`
    select id, version, slug, name, description from catalog.brand where slug = ${slug}`
  return brand
}
