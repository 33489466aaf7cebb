import type {
  BreadcrumbList,
  CollectionPage,
  ItemAvailability,
  Offer,
  Organization,
  Product,
  WebSite,
  WithContext,
} from 'schema-dts'
import type { Output, Product as ProductPage, Variant } from '../api/outputs.ts'
import { largest } from '../components/picture.tsx'
import { decimal } from '../money/format.ts'

/** What machines are told of a page; all addresses are whole. That the words are those of schema.org is checked where they are written. */
export type StructuredData = { readonly [property: string]: unknown }

type Step = Output<'catalog.get-product'>['breadcrumb'][number]

const context = 'https://schema.org'

export function houseData(publicUrl: string): readonly StructuredData[] {
  const url = `${publicUrl}/`
  return [
    {
      '@context': context,
      '@type': 'Organization',
      name: 'Noirel',
      url,
      logo: `${publicUrl}/icon-512.png`,
    } satisfies WithContext<Organization>,
    { '@context': context, '@type': 'WebSite', name: 'Noirel', url } satisfies WithContext<WebSite>,
  ]
}

export function productData(product: ProductPage, publicUrl: string): readonly StructuredData[] {
  const { slug, name, description, brand, images, variants, breadcrumb } = product
  const url = `${publicUrl}/products/${slug}`
  const offers = variants.flatMap((variant) => offerOf(variant, url))
  return [
    {
      '@context': context,
      '@type': 'Product',
      name,
      url,
      description,
      image: images.map((image) => publicUrl + largest(image)),
      ...(variants.length === 1 && variants[0] && { sku: variants[0].sku }),
      ...(brand && { brand: { '@type': 'Brand', name: brand.name } }),
      ...(offers.length > 0 && { offers }),
    } satisfies WithContext<Product>,
    breadcrumbData([...breadcrumb.map((step) => categoryStep(step, publicUrl)), { name, url }]),
  ]
}

type Listed = { readonly name: string; readonly description?: string; readonly url: string }

export function listData(
  { name, description, url }: Listed,
  above: readonly Step[],
  publicUrl: string,
): readonly StructuredData[] {
  return [
    {
      '@context': context,
      '@type': 'CollectionPage',
      name,
      url,
      ...(description && { description }),
    } satisfies WithContext<CollectionPage>,
    breadcrumbData([...above.map((step) => categoryStep(step, publicUrl)), { name, url }]),
  ]
}

function offerOf({ sku, price, availability }: Variant, url: string): readonly Offer[] {
  if (!price) return []
  return [
    {
      '@type': 'Offer',
      sku,
      url: `${url}?variant=${encodeURIComponent(sku)}`,
      price: decimal(price),
      priceCurrency: price.currency,
      availability: availabilities[availability],
      itemCondition: `${context}/NewCondition`,
    },
  ]
}

const availabilities: Readonly<Record<Variant['availability'], ItemAvailability>> = {
  in_stock: `${context}/InStock`,
  low: `${context}/LimitedAvailability`,
  out: `${context}/OutOfStock`,
}

type Place = { readonly name: string; readonly url: string }

function breadcrumbData(places: readonly Place[]): StructuredData {
  return {
    '@context': context,
    '@type': 'BreadcrumbList',
    itemListElement: places.map(({ name, url }, at) => ({ '@type': 'ListItem', position: at + 1, name, item: url })),
  } satisfies WithContext<BreadcrumbList>
}

function categoryStep({ slug, name }: Step, publicUrl: string): Place {
  return { name, url: `${publicUrl}/categories/${slug}` }
}
