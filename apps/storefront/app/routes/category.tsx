import { redirect } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { CategoryLinks } from '../catalogue/category-links.tsx'
import { Breadcrumb } from '../components/breadcrumb.tsx'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { listData } from '../layout/structured-data.server.ts'
import { readList } from '../search/list.server.ts'
import { ListView } from '../search/list-view.tsx'
import type { Route } from './+types/category'

export async function loader({ params, request, context }: Route.LoaderArgs) {
  const shop = context.get(shopContext)
  const found = await shop.client.call('catalog.get-category', { slug: params.slug })
  if (!found.ok && found.code === 'category_moved') throw redirect(`/categories/${found.problem.slug}`, 301)
  const category = expected(found)
  const url = `${shop.publicUrl}/categories/${category.slug}`
  return {
    category,
    url,
    data: listData({ ...category, url }, category.breadcrumb.slice(0, -1), shop.publicUrl),
    listing: await readList(shop, request, { category: params.slug }),
  }
}

export const meta: Route.MetaFunction = ({ loaderData, location }) =>
  loaderData
    ? pageMeta({
        title: loaderData.category.name,
        description: loaderData.category.description,
        url: loaderData.url,
        data: loaderData.data,
        indexed: location.search === '',
      })
    : []

export default function Category({ loaderData: { category, listing } }: Route.ComponentProps) {
  return (
    <Page>
      <Breadcrumb steps={category.breadcrumb.slice(0, -1)} />
      <div className="pt-8 pb-10 md:pt-12">
        <h1 className="text-heading">{category.name}</h1>
        {category.description && <p className="max-w-prose pt-3 text-lead text-ink-soft">{category.description}</p>}
        <CategoryLinks categories={category.children} />
      </div>
      <ListView list={listing} />
    </Page>
  )
}
