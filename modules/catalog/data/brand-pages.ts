import type { Sql } from '@merx/kernel'

export type BrandPage = {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly productCount: number
}

export async function allBrands(sql: Sql): Promise<readonly BrandPage[]> {
  return sql<BrandPage[]>`
    select brand.slug, brand.name, brand.description, shelf.product_count as "productCount"
    from catalog.brand join catalog.shelf on shelf.number = brand.shelf order by lower(brand.name), brand.slug`
}

/** The brand that has or had the slug. */
export async function findBrandPage(sql: Sql, slug: string): Promise<BrandPage | undefined> {
  const [page] = await sql<BrandPage[]>`
    select brand.slug, brand.name, brand.description, shelf.product_count as "productCount"
    from catalog.slug known
    join catalog.brand on brand.id = known.owner_id
    join catalog.shelf on shelf.number = brand.shelf
    where known.kind = 'brand' and known.slug = ${slug}`
  return page
}
