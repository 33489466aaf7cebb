import { useRouteLoaderData } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { RecentlyViewed } from '../catalogue/recently-viewed.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Page, Section } from '../components/page.tsx'
import { ProductGrid } from '../components/product-grid.tsx'
import { CategoryIndex } from '../home/category-index.tsx'
import { CollectionList } from '../home/collection-list.tsx'
import { Hero } from '../home/hero.tsx'
import { Story } from '../home/story.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { houseData } from '../layout/structured-data.server.ts'
import type { loader as rootLoader } from '../root.tsx'
import type { Route } from './+types/home'

export async function loader({ context }: Route.LoaderArgs) {
  const { client, market, publicUrl } = context.get(shopContext)
  const [featured, newest, bestSelling, collections] = await Promise.all([
    client.call('catalog.list-products', { sort: 'featured', limit: 4, ...market }),
    client.call('catalog.list-products', { sort: 'newest', limit: 4, ...market }),
    client.call('catalog.list-products', { sort: 'best-selling', limit: 12, ...market }),
    client.call('catalog.list-collections', { limit: 6 }),
  ])
  return {
    featured: expected(featured).items,
    newest: expected(newest).items,
    bestSelling: expected(bestSelling).items,
    collections: expected(collections).items.filter(({ productCount }) => productCount > 0),
    publicUrl,
    data: houseData(publicUrl),
  }
}

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData
    ? pageMeta({
        title: 'Noirel',
        description:
          'Fine objects for home and person: tableware, lamps, textiles, leather and scent, made in small numbers.',
        url: `${loaderData.publicUrl}/`,
        picture: `${loaderData.publicUrl}/share.jpg`,
        data: loaderData.data,
      })
    : []

export default function Home({ loaderData: { featured, newest, bestSelling, collections } }: Route.ComponentProps) {
  const shown = new Set([...newest, ...featured].map(({ id }) => id))
  const around = useRouteLoaderData<typeof rootLoader>('root')
  return (
    <>
      <Hero />
      <Page>
        <Section title="New in the house" aside={<More to="/products?sort=newest">All that is new</More>}>
          <ProductGrid products={newest} across="row" />
        </Section>
        <CategoryIndex categories={around?.categories ?? []} />
        <Section title="Chosen for this season" aside={<More to="/products">See everything</More>}>
          <ProductGrid products={featured.slice(0, 3)} across="three" />
        </Section>
        <CollectionList collections={collections} />
      </Page>
      <Story />
      <Page>
        <Section title="Most bought" aside={<More to="/products?sort=best-selling">All by sales</More>}>
          <ProductGrid products={bestSelling.filter(({ id }) => !shown.has(id)).slice(0, 4)} across="row" />
        </Section>
        <RecentlyViewed />
      </Page>
    </>
  )
}

function More({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <ButtonLink to={to} look="quiet">
      {children}
    </ButtonLink>
  )
}
