import { redirect } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { readList } from '../search/list.server.ts'
import { ListView } from '../search/list-view.tsx'
import type { Route } from './+types/collection'

export async function loader({ params, request, context }: Route.LoaderArgs) {
  const shop = context.get(shopContext)
  const found = await shop.client.call('catalog.get-collection', { slug: params.slug })
  if (!found.ok && found.code === 'collection_moved') throw redirect(`/collections/${found.problem.slug}`, 301)
  const collection = expected(found)
  return {
    collection,
    listing: await readList(shop, request, { collection: params.slug }),
    publicUrl: shop.publicUrl,
  }
}

export const meta: Route.MetaFunction = ({ loaderData, location }) =>
  loaderData
    ? pageMeta({
        title: loaderData.collection.name,
        description: loaderData.collection.description,
        url: loaderData.publicUrl + location.pathname,
        indexed: location.search === '',
      })
    : []

export default function Collection({ loaderData: { collection, listing } }: Route.ComponentProps) {
  return (
    <Page>
      <div className="pt-8 pb-10 md:pt-12">
        <h1 className="text-heading">{collection.name}</h1>
        {collection.description && <p className="max-w-prose pt-3 text-lead text-ink-soft">{collection.description}</p>}
      </div>
      <ListView list={listing} />
    </Page>
  )
}
