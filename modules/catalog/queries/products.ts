import { internal, money, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { findProductPages, type PageRow, type PageVariant } from '../data/product-page.ts'
import { ProductId } from '../domain/ids.ts'
import { optionsOf } from '../domain/options.ts'
import { Product } from './get-product.ts'

export const products = query({
  name: 'catalog.products',
  summary: 'Shows active products with all their variants, priced in a market; others are left out.',
  access: internal,
  input: z.object({ ids: z.array(ProductId).max(1_000), market: text(20).optional() }),
  output: z.object({ items: z.array(Product) }).meta({ id: 'Products' }),
  refuses: { unknown_market: 404 },
  run: async (ctx, { ids, market }) => {
    const pages = await findProductPages(ctx.sql, ids, market)
    if (market !== undefined && pages[0]?.market === null) return refuse('unknown_market')
    return { items: pages.map(productOf) }
  },
})

function productOf(page: PageRow): Product {
  const { market: _, variants, images, createdAt, ...product } = page
  return {
    ...product,
    options: optionsOf(variants),
    images: [...images],
    variants: variants.map((variant) => variantOf(variant, images)),
    createdAt: createdAt.toISOString(),
  }
}

function variantOf(variant: PageVariant, images: PageRow['images']): Product['variants'][number] {
  const { currency, amount, compareAt, image, options, ...rest } = variant
  const cost = (value: number | null) => (value === null || currency === null ? null : money(value, currency))
  return {
    ...rest,
    options: [...options],
    price: cost(amount),
    compareAt: cost(compareAt),
    inStock: variant.availability !== 'out',
    image: images.find(({ path }) => path === image) ?? null,
  }
}
