import { data } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { Page } from '../components/page.tsx'
import { CommerceSpecimens } from '../dev/commerce-specimens.tsx'
import { FormSpecimens } from '../dev/form-specimens.tsx'
import { PageSpecimens } from '../dev/page-specimens.tsx'
import { TokenSpecimens } from '../dev/token-specimens.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/components'

/** For those who build the shop: every component in each of its states. A shop that is open to others has no such page. */
export async function loader({ context }: Route.LoaderArgs) {
  const { client, development } = context.get(shopContext)
  if (!development) throw data(null, { status: 404 })
  return { products: expected(await client.call('catalog.list-products', { sort: 'featured', limit: 4 })).items }
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Components', indexed: false })

export default function Components({ loaderData: { products } }: Route.ComponentProps) {
  return (
    <Page>
      <h1 className="pt-12 text-display">Components</h1>
      <TokenSpecimens />
      <FormSpecimens />
      <PageSpecimens />
      <CommerceSpecimens products={products} />
    </Page>
  )
}
