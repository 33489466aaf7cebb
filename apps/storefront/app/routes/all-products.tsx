import { shopContext } from '../api/shop.server.ts'
import { Breadcrumb } from '../components/breadcrumb.tsx'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { readList } from '../search/list.server.ts'
import { ListView } from '../search/list-view.tsx'
import type { Route } from './+types/all-products'

export async function loader({ request, context }: Route.LoaderArgs) {
  const shop = context.get(shopContext)
  return { listing: await readList(shop, request), publicUrl: shop.publicUrl }
}

export const meta: Route.MetaFunction = ({ loaderData, location }) =>
  pageMeta({
    title: 'Everything',
    description: 'All objects of the house of Noirel, for home and person.',
    url: `${loaderData?.publicUrl}/products`,
    indexed: location.search === '',
  })

export default function AllProducts({ loaderData: { listing } }: Route.ComponentProps) {
  return (
    <Page>
      <Breadcrumb steps={[]} />
      <div className="pt-8 pb-10 md:pt-12">
        <h1 className="text-heading">Everything</h1>
        <p className="max-w-prose pt-3 text-lead text-ink-soft">All that the house makes, in one place.</p>
      </div>
      <ListView list={listing} />
    </Page>
  )
}
