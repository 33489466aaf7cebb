import type { Sql } from '@merx/kernel'

export type CollectionPage = {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly productCount: number
}

/** The collection that has or had the slug. */
export async function findCollectionPage(sql: Sql, slug: string): Promise<CollectionPage | undefined> {
  const [page] = await sql<CollectionPage[]>`
    select collection.slug, collection.name, collection.description, shelf.product_count as "productCount"
    from catalog.slug known
    join catalog.collection on collection.id = known.owner_id
    join catalog.shelf on shelf.number = collection.shelf
    where known.kind = 'collection' and known.slug = ${slug}`
  return page
}

/** Collections in their order, beyond the one with the slug where one is given. */
export async function collectionsAfter(
  sql: Sql,
  after: string | undefined,
  limit: number,
): Promise<readonly CollectionPage[]> {
  return sql<CollectionPage[]>`
    select collection.slug, collection.name, collection.description, shelf.product_count as "productCount"
    from catalog.collection join catalog.shelf on shelf.number = collection.shelf
    where not removed ${
      after === undefined
        ? sql``
        : sql`and (collection.position, collection.slug) > (
            select passed.position, passed.slug from catalog.collection passed where passed.slug = ${after})`
    }
    order by collection.position, collection.slug limit ${limit}`
}
