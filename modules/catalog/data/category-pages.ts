import type { Sql } from '@merx/kernel'

export type CategoryInList = {
  readonly slug: string
  readonly name: string
  readonly parent: string | null
  readonly position: number
  readonly productCount: number
}

export async function allCategories(sql: Sql): Promise<readonly CategoryInList[]> {
  return sql<CategoryInList[]>`
    select category.slug, category.name, parent.slug as parent, category.position, shelf.product_count as "productCount"
    from catalog.category
    join catalog.shelf on shelf.number = category.shelf
    left join catalog.category parent on parent.id = category.parent_id`
}

export type CategoryPage = {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly productCount: number
  readonly breadcrumb: { slug: string; name: string }[]
  readonly children: { slug: string; name: string; productCount: number }[]
}

/** The category that has or had the slug, with those above and directly below it. */
export async function findCategoryPage(sql: Sql, slug: string): Promise<CategoryPage | undefined> {
  const [page] = await sql<CategoryPage[]>`
    select category.slug, category.name, category.description, shelf.product_count as "productCount",
      (select jsonb_agg(jsonb_build_object('slug', slug, 'name', name) order by cardinality(path))
        from catalog.category above where above.shelf = any(category.path)) as breadcrumb,
      coalesce((
        select jsonb_agg(jsonb_build_object('slug', child.slug, 'name', child.name, 'productCount', held.product_count)
          order by child.position, child.name)
        from catalog.category child join catalog.shelf held on held.number = child.shelf
        where child.parent_id = category.id
      ), '[]') as children
    from catalog.slug known
    join catalog.category on category.id = known.owner_id
    join catalog.shelf on shelf.number = category.shelf
    where known.kind = 'category' and known.slug = ${slug}`
  return page
}
