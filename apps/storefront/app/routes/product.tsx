import { redirect, type ShouldRevalidateFunctionArgs, useSearchParams } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { readForm } from '../api/form.server.ts'
import type { Variant } from '../api/outputs.ts'
import { shopContext } from '../api/shop.server.ts'
import { AddToCart } from '../cart/add-to-cart.tsx'
import { addToCart } from '../cart/change.server.ts'
import { AttributeList } from '../catalogue/attribute-list.tsx'
import { Gallery } from '../catalogue/gallery.tsx'
import { OptionPicker } from '../catalogue/option-picker.tsx'
import { chosenVariant } from '../catalogue/options.ts'
import { picturesFor } from '../catalogue/pictures.ts'
import { useLiveStock } from '../catalogue/use-live-stock.ts'
import { Breadcrumb } from '../components/breadcrumb.tsx'
import { Page } from '../components/page.tsx'
import { Price } from '../components/price.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/product'

export async function loader({ params, context }: Route.LoaderArgs) {
  const { client, market, publicUrl } = context.get(shopContext)
  const found = await client.call('catalog.get-product', { slug: params.slug, ...market })
  if (!found.ok && found.code === 'product_moved') throw redirect(`/products/${found.problem.slug}`, 301)
  return { product: expected(found), publicUrl }
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
  const { product, publicUrl } = loaderData
  const [picture] = product.images
  return pageMeta({
    title: product.name,
    description: product.description.slice(0, 160),
    url: publicUrl + location.pathname,
    ...(picture && { picture: `${publicUrl}${picture.path}/1280.jpg` }),
  })
}

export default function Product({ loaderData: { product }, actionData }: Route.ComponentProps) {
  const [query] = useSearchParams()
  const { name, brand, breadcrumb, description, attributes, options, variants } = product
  const chosen = useLiveStock(chosenVariant(variants, query.get('variant')))
  return (
    <Page>
      <Breadcrumb steps={breadcrumb} />
      <div className="grid gap-8 pt-6 md:grid-cols-[11fr_8fr] md:gap-12 lg:grid-cols-[3fr_2fr] lg:gap-20">
        <Gallery pictures={chosen ? picturesFor(product, chosen) : product.images} />
        <div className="md:sticky md:top-28 md:self-start">
          {brand && <p className="text-caption text-ink-soft">{brand.name}</p>}
          <h1 className="pt-1 text-heading">{name}</h1>
          {chosen && (
            <>
              <p className="pt-4 text-lead">
                <Price price={chosen.price} before={chosen.compareAt} />
              </p>
              <OptionPicker options={options} variants={variants} chosen={chosen} />
              <AddToCart key={chosen.id} variant={chosen} name={name} told={actionData} />
              <Standing variant={chosen} />
            </>
          )}
          <p className="pt-8 pb-8 whitespace-pre-line">{description}</p>
          <AttributeList attributes={attributes} />
          {chosen && <p className="pt-4 text-caption text-ink-soft">Article {chosen.sku}</p>}
        </div>
      </div>
    </Page>
  )
}

const standings = {
  in_stock: 'In stock, sent within two working days.',
  low: 'Only a few are left.',
  out: 'None left at the moment.',
} as const

function Standing({ variant: { availability } }: { readonly variant: Variant }) {
  return (
    <p aria-live="polite" className="text-small text-ink-soft">
      {standings[availability]}
    </p>
  )
}
