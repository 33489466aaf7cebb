import { useRouteLoaderData } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Page, Section } from '../components/page.tsx'
import { ProductGrid } from '../components/product-grid.tsx'
import { CategoryIndex } from '../home/category-index.tsx'
import { Hero } from '../home/hero.tsx'
import { Story } from '../home/story.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { loader as rootLoader } from '../root.tsx'
import type { Route } from './+types/home'

export async function loader({ context }: Route.LoaderArgs) {
  const { client, market, publicUrl } = context.get(shopContext)
  const [featured, newest] = await Promise.all([
    client.call('catalog.list-products', { sort: 'featured', limit: 8, ...market }),
    client.call('catalog.list-products', { sort: 'newest', limit: 8, ...market }),
  ])
  return { featured: expected(featured).items, newest: expected(newest).items, publicUrl }
}

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageMeta({
    title: 'Noirel',
    description:
      'Fine objects for home and person: tableware, lamps, textiles, leather and scent, made in small numbers.',
    url: `${loaderData?.publicUrl}/`,
  })

export default function Home({ loaderData: { featured, newest } }: Route.ComponentProps) {
  const around = useRouteLoaderData<typeof rootLoader>('root')
  const [hero, ...choice] = featured
  const shown = new Set(choice.slice(0, 3).map(({ id }) => id))
  return (
    <>
      {hero && <Hero product={hero} />}
      <Page>
        <Section
          title="Chosen for this season"
          aside={
            <ButtonLink to="/products" look="quiet">
              See everything
            </ButtonLink>
          }
        >
          <ProductGrid products={choice.slice(0, 3)} across="three" />
        </Section>
        <CategoryIndex categories={around?.categories ?? []} picture={choice[4]?.image ?? null} />
      </Page>
      <Story picture={choice[3]?.image ?? null} />
      <Page>
        <Section
          title="New in the house"
          aside={
            <ButtonLink to="/products?sort=newest" look="quiet">
              All that is new
            </ButtonLink>
          }
        >
          <ProductGrid
            products={newest.filter(({ id }) => id !== hero?.id && !shown.has(id)).slice(0, 4)}
            across="row"
          />
        </Section>
      </Page>
    </>
  )
}
