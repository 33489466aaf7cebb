import { anyone, Money, money, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { findProductPage, type PageRow, type PageVariant } from '../data/product-page.ts'
import { Availability } from '../domain/availability.ts'
import { ProductId, VariantId } from '../domain/ids.ts'
import { optionsOf } from '../domain/options.ts'
import * as tag from '../domain/tags.ts'
import { BrandName, CategoryName, ProductAttribute, ProductImage, VariantOption } from '../events.ts'

const ProductOption = z.object({ name: z.string(), values: z.array(z.string()) }).meta({ id: 'ProductOption' })

const ProductVariant = z
  .object({
    id: VariantId,
    sku: z.string(),
    options: z.array(VariantOption),
    /** Absent where the variant is not sold in the market. */
    price: Money.nullable(),
    compareAt: Money.nullable(),
    availability: Availability,
    inStock: z.boolean(),
    image: ProductImage.nullable(),
    /** Grams. */
    weight: z.int(),
  })
  .meta({ id: 'ProductVariant' })

export const Product = z
  .object({
    id: ProductId,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    brand: BrandName.nullable(),
    /** The main category and those above it, the root first. */
    breadcrumb: z.array(CategoryName),
    attributes: z.array(ProductAttribute),
    options: z.array(ProductOption),
    images: z.array(ProductImage),
    variants: z.array(ProductVariant),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Product' })
export type Product = z.output<typeof Product>

export const getProduct = query({
  name: 'catalog.get-product',
  summary: 'Shows an active product with all its variants, priced in a market.',
  rest: 'GET /products/{slug}',
  access: anyone,
  input: z.object({ slug: text(150), market: text(20).optional() }),
  output: Product,
  refuses: { unknown_product: 404, product_moved: 301, unknown_market: 404 },
  tags: ({ market }, { slug, brand, breadcrumb }) => [
    tag.productTag(slug),
    ...(brand ? [tag.brandTag(brand.slug)] : []),
    ...breadcrumb.map((category) => tag.categoryTag(category.slug)),
    tag.attributeNames,
    ...(market === undefined ? [tag.markets] : []),
  ],
  run: async (ctx, { slug, market }) => {
    const page = await findProductPage(ctx.sql, slug, market)
    if (!page) return refuse('unknown_product', { detail: `No product that is sold has the address '${slug}'.` })
    if (page.slug !== slug) return refuse('product_moved', { slug: page.slug })
    if (market !== undefined && page.market === null) return refuse('unknown_market')
    return productOf(page)
  },
})

function productOf(page: PageRow): Product {
  const { id, slug, name, description, brand, breadcrumb, attributes, images, variants, createdAt } = page
  return {
    id,
    slug,
    name,
    description,
    brand,
    breadcrumb,
    attributes,
    options: optionsOf(variants),
    images: [...images],
    variants: variants.map((variant) => variantOf(variant, images)),
    createdAt: createdAt.toISOString(),
  }
}

function variantOf(variant: PageVariant, images: PageRow['images']): Product['variants'][number] {
  const { id, sku, options, availability, weight, currency } = variant
  const cost = (amount: number | null) => (amount === null || currency === null ? null : money(amount, currency))
  return {
    id,
    sku,
    options: [...options],
    price: cost(variant.amount),
    compareAt: cost(variant.compareAt),
    availability,
    inStock: availability !== 'out',
    image: images.find(({ path }) => path === variant.image) ?? null,
    weight,
  }
}
