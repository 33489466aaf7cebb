import { redirect } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { CategoryLinks } from '../catalogue/category-links.tsx'
import { readListing } from '../catalogue/listing.server.ts'
import { ListingView } from '../catalogue/listing-view.tsx'
import { Breadcrumb } from '../components/breadcrumb.tsx'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/category'

export async function loader({ params, request, context }: Route.LoaderArgs) {
  const shop = context.get(shopContext)
  const found = await shop.client.call('catalog.get-category', { slug: params.slug })
  if (!found.ok && found.code === 'category_moved') throw redirect(`/categories/${found.problem.slug}`, 301)
  const category = expected(found)
  return { category, listing: await readListing(shop, request, { category: params.slug }), publicUrl: shop.publicUrl }
}

export const meta: Route.MetaFunction = ({ loaderData, location }) =>
  loaderData
    ? pageMeta({
        title: loaderData.category.name,
        description: loaderData.category.description,
        url: loaderData.publicUrl + location.pathname,
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
      <ListingView {...listing} />
    </Page>
  )
}
