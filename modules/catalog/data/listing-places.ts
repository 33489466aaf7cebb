import type { Sql } from '@merx/kernel'

export type FoundShelf = { readonly number: number; readonly tag: string; readonly count: number }

/** A category, brand or collection by a slug that is or was its own, with the slug it has now. */
export type FoundOwner = FoundShelf & { readonly slug: string }

export type ListingPlaces = {
  readonly market: string | null
  readonly category: FoundOwner | null
  readonly brand: FoundOwner | null
  readonly collection: FoundOwner | null
  readonly all: FoundShelf
}

/** The shelves and the market that a list is about; old slugs still find what has others now. */
export async function findPlaces(
  sql: Sql,
  asked: {
    readonly category: string | undefined
    readonly brand: string | undefined
    readonly collection: string | undefined
    readonly market: string | undefined
  },
): Promise<ListingPlaces> {
  const tables = { category: sql`catalog.category`, brand: sql`catalog.brand`, collection: sql`catalog.collection` }
  const shelf = (kind: keyof typeof tables, slug: string | undefined) => sql`(
    select jsonb_build_object('number', shelf.number, 'tag', shelf.tag, 'count', shelf.product_count,
      'slug', owner.slug)
    from catalog.slug
    join ${tables[kind]} owner on owner.id = slug.owner_id
    join catalog.shelf on shelf.number = owner.shelf
    where slug.kind = ${kind} and slug.slug = ${slug ?? null}::text)`
  const [places] = await sql<ListingPlaces[]>`
    select ${marketCode(sql, asked.market)} as market, ${shelf('category', asked.category)} as category,
      ${shelf('brand', asked.brand)} as brand, ${shelf('collection', asked.collection)} as collection,
      jsonb_build_object('number', number, 'tag', tag, 'count', product_count) as all
    from catalog.shelf where tag = 'products'`
  if (!places) throw new Error('The shelf of everything is missing')
  return places
}

/** The market of the code, or the default one where none is named. */
export function marketCode(sql: Sql, code: string | undefined) {
  return code === undefined
    ? sql`(select code from catalog.market where is_default)`
    : sql`(select code from catalog.market where code = ${code})`
}
