import type { PagedProduct } from '@merx/catalog'
import { exponentOf } from '@merx/kernel'
import { decimalOf, escaped } from './cells.ts'
import { sheetLine } from './sheet-line.ts'

type Variant = PagedProduct['state']['variants'][number]

/** A product as a line of ours, which says all that is known of it. */
export function lineOf({ state, externalKey, offers }: PagedProduct): string {
  const { slug, name, description, taxCategory, featured, createdAt, images } = state
  const row = {
    ...(externalKey !== null && { externalKey }),
    slug,
    status: state.status,
    name,
    description,
    brand: state.brand?.slug ?? null,
    categories: state.categories.map((category) => category.slug),
    taxCategory,
    featured,
    createdAt,
    attributes: state.attributes.map(({ code, text, number, boolean }) => ({ code, text, number, boolean })),
    images,
    variants: state.variants.map(({ id, sku, barcode, options, weight, image }) => ({
      sku,
      barcode,
      options,
      weight,
      image,
      prices: offers
        .filter(({ variantId }) => variantId === id)
        .map(({ market, amount, compareAt }) => ({ market, amount, compareAt })),
    })),
  }
  return `${JSON.stringify(row)}\n`
}

const productColumns = [
  'externalKey',
  'slug',
  'status',
  'name',
  'description',
  'brand',
  'categories',
  'taxCategory',
  'featured',
  'createdAt',
  'attributes',
  'images',
] as const

const variantColumns = ['sku', 'barcode', 'options', 'weight', 'image'] as const

/** The first line of a sheet with the prices of these markets. */
export function headOf(markets: readonly string[]): string {
  return sheetLine([
    ...productColumns,
    ...variantColumns,
    ...markets.flatMap((code) => [`price:${code}`, `compareAt:${code}`]),
  ])
}

/** A product as lines of a sheet, one a variant; what is the product's stands on the first. */
export function sheetLinesOf(product: PagedProduct, markets: readonly string[]): string {
  return product.state.variants
    .map((variant, index) => {
      const own =
        index === 0 ? productCells(product) : { externalKey: product.externalKey ?? '', slug: product.state.slug }
      const cells: Readonly<Partial<Record<(typeof productColumns)[number], string>>> = own
      return sheetLine([
        ...productColumns.map((column) => cells[column] ?? ''),
        ...variantCells(variant),
        ...priceCells(product, variant, markets),
      ])
    })
    .join('')
}

function productCells({ state, externalKey }: PagedProduct): Record<(typeof productColumns)[number], string> {
  return {
    externalKey: externalKey ?? '',
    slug: state.slug,
    status: state.status,
    name: state.name,
    description: state.description,
    brand: state.brand?.slug ?? '',
    categories: state.categories.map(({ slug }) => escaped(slug)).join('; '),
    taxCategory: state.taxCategory,
    featured: String(state.featured),
    createdAt: state.createdAt,
    attributes: state.attributes
      .map(({ code, text, number, boolean }) => `${escaped(code)}=${escaped(String(text ?? number ?? boolean))}`)
      .join('; '),
    images: state.images.map(({ path }) => escaped(path)).join('; '),
  }
}

function variantCells({ sku, barcode, options, weight, image }: Variant): readonly string[] {
  const pairs = options.map(({ name, value }) => `${escaped(name)}=${escaped(value)}`).join('; ')
  return [sku, barcode ?? '', pairs, String(weight), image ?? '']
}

function priceCells({ offers }: PagedProduct, { id }: Variant, markets: readonly string[]): readonly string[] {
  return markets.flatMap((market) => {
    const offer = offers.find((one) => one.variantId === id && one.market === market)
    if (!offer) return ['', '']
    const exponent = exponentOf(offer.currency)
    return [decimalOf(offer.amount, exponent), offer.compareAt === null ? '' : decimalOf(offer.compareAt, exponent)]
  })
}
