import { useEffect } from 'react'
import { Form, redirect, type ShouldRevalidateFunctionArgs, useSearchParams } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { readForm } from '../api/form.server.ts'
import type { Product as ProductData } from '../api/outputs.ts'
import { shopContext } from '../api/shop.server.ts'
import { AddToCart } from '../cart/add-to-cart.tsx'
import { addToCart } from '../cart/change.server.ts'
import { AttributeList } from '../catalogue/attribute-list.tsx'
import { BuyBar } from '../catalogue/buy-bar.tsx'
import { DeliveryNote } from '../catalogue/delivery-note.tsx'
import { Gallery } from '../catalogue/gallery.tsx'
import { OptionPicker } from '../catalogue/option-picker.tsx'
import { chosenVariant } from '../catalogue/options.ts'
import { picturesFor } from '../catalogue/pictures.ts'
import { noteSeen } from '../catalogue/recent.ts'
import { RecentlyViewed } from '../catalogue/recently-viewed.tsx'
import { Standing } from '../catalogue/standing.tsx'
import { useLiveStock } from '../catalogue/use-live-stock.ts'
import { Breadcrumb } from '../components/breadcrumb.tsx'
import { Button } from '../components/button.tsx'
import { Disclosure } from '../components/disclosure.tsx'
import { Page, Section } from '../components/page.tsx'
import { largest } from '../components/picture.tsx'
import { Price } from '../components/price.tsx'
import { ProductGrid } from '../components/product-grid.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { productData } from '../layout/structured-data.server.ts'
import type { Route } from './+types/product'

export async function loader({ params, context }: Route.LoaderArgs) {
  const { client, market, publicUrl } = context.get(shopContext)
  const found = await client.call('catalog.get-product', { slug: params.slug, ...market })
  if (!found.ok && found.code === 'product_moved') throw redirect(`/products/${found.problem.slug}`, 301)
  const product = expected(found)
  const category = product.breadcrumb.at(-1)?.slug
  const beside = category ? await client.call('catalog.list-products', { category, limit: 5, ...market }) : undefined
  return {
    product,
    beside: beside?.ok ? beside.value.items.filter(({ id }) => id !== product.id) : [],
    publicUrl,
    data: productData(product, publicUrl),
  }
}

/** All variants come with the product: another choice is another address and no other data. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formAction,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isSamePage = currentUrl.pathname === nextUrl.pathname
  return isSamePage && formAction !== '/market' ? false : defaultShouldRevalidate
}

export async function action({ request, context }: Route.ActionArgs) {
  return addToCart(context.get(shopContext), await readForm(request))
}

export const meta: Route.MetaFunction = ({ loaderData, location }) => {
  if (!loaderData) return []
  const { product, publicUrl, data } = loaderData
  const [picture] = product.images
  return pageMeta({
    title: product.name,
    description: product.description.slice(0, 160),
    url: publicUrl + location.pathname,
    data,
    ...(picture && { picture: publicUrl + largest(picture) }),
  })
}

export default function Product({ loaderData: { product, beside }, actionData }: Route.ComponentProps) {
  const [query] = useSearchParams()
  const { slug, name, brand, breadcrumb, description, attributes, options } = product
  const variants = useLiveStock(product.variants)
  const chosen = chosenVariant(variants, query.get('variant'))
  useNoteSeen(product)
  return (
    <Page>
      <Breadcrumb steps={breadcrumb} />
      <div className="grid gap-8 pt-6 md:grid-cols-[11fr_8fr] md:gap-12 lg:grid-cols-[3fr_2fr] lg:gap-20">
        <Gallery pictures={chosen ? picturesFor(product, chosen) : product.images} />
        <div className="md:sticky md:top-28 md:self-start">
          {brand && <p className="text-small text-ink-soft">{brand.name}</p>}
          <h1 className="pt-1 text-heading">{name}</h1>
          {chosen && (
            <>
              <p className="pt-3 text-lead">
                <Price price={chosen.price} before={chosen.compareAt} />
              </p>
              <OptionPicker options={options} variants={variants} chosen={chosen} />
              <AddToCart key={chosen.id} id={buyForm} variant={chosen} name={name} told={actionData} />
              <Standing variant={chosen} />
              <Form method="post" action="/wishlist" className="pt-4">
                <input type="hidden" name="variantId" value={chosen.id} />
                <Button look="quiet" name="intent" value="keep">
                  Keep on the wishlist
                </Button>
              </Form>
              <BuyBar name={name} variant={chosen} form={buyForm} />
            </>
          )}
          <p className="pt-8 pb-8 whitespace-pre-line">{description}</p>
          <div className="border-t border-line">
            {attributes.length > 0 && (
              <Disclosure title="Details" isOpen>
                <AttributeList attributes={attributes} sku={chosen?.sku} />
              </Disclosure>
            )}
            <Disclosure title="Delivery and returns">
              <DeliveryNote />
            </Disclosure>
          </div>
        </div>
      </div>
      {beside.length > 0 && (
        <Section title="Beside it">
          <ProductGrid products={beside.slice(0, 4)} across="row" />
        </Section>
      )}
      <RecentlyViewed except={slug} />
    </Page>
  )
}

/** One form on the page buys; the bar at the foot of a phone sends it too. */
const buyForm = 'buy'

function useNoteSeen({ slug, name, images }: ProductData): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a piece is seen once, however often its page is drawn
  useEffect(() => noteSeen({ slug, name, image: images[0] ?? null }), [slug])
}
