import type { Assortment, Goods } from '@merx/imports'
import { products } from '../catalog/products.ts'
import type { DemoProduct } from '../catalog/shape.ts'
import { goodsOf, type StoredPicture } from './goods.ts'

const collections = [
  'Alba',
  'Borea',
  'Cala',
  'Dune',
  'Etna',
  'Fjord',
  'Gesso',
  'Hale',
  'Isola',
  'Juno',
  'Kelp',
  'Lune',
  'Mare',
  'Nocturne',
  'Onda',
  'Petra',
  'Quarry',
  'Rill',
  'Sable',
  'Terra',
  'Umbra',
  'Vesper',
  'Wold',
  'Xeric',
  'Yarrow',
  'Zephyr',
] as const

const makers = 40

/** The brands that grown goods are spread over. */
export const grownAssortment: Assortment = {
  brands: Array.from({ length: makers }, (_, number) => ({
    slug: `atelier-${number + 1}`,
    name: `Atelier ${number + 1}`,
    description: '',
  })),
  categories: [],
  attributes: [],
}

/**
 * Product `number` of a large shop: one of the catalogue's, varied in name, maker, price and stock. The same number gives the same product
 * every time, so that growing again adds nothing twice.
 */
export function growGoods(number: number, pictures: ReadonlyMap<string, StoredPicture>): Goods {
  const pattern = products[number % products.length]
  if (!pattern) throw new Error('The catalogue is empty.')
  const round = Math.floor(number / products.length)
  const collection = collections[round % collections.length] ?? 'Alba'
  const edition = Math.floor(round / collections.length) + 1
  const goods = goodsOf(varied(pattern, { number, round, collection, edition }), pictures, number)
  return {
    ...goods,
    product: { ...goods.product, featured: 0, createdAt: dayOf(number) },
    // one market: a large shop is for measuring, and three lists would only take thrice as long
    prices: goods.prices.filter(({ market }) => market === 'us'),
  }
}

type Variation = {
  readonly number: number
  readonly round: number
  readonly collection: string
  readonly edition: number
}

function varied(pattern: DemoProduct, { number, round, collection, edition }: Variation): DemoProduct {
  const factor = 0.5 + ((number * 7_919) % 1_000) / 500
  return {
    ...pattern,
    slug: `${pattern.slug}-${collection.toLowerCase()}-${edition}`,
    name: `${pattern.name} ${collection}${edition > 1 ? ` No. ${edition}` : ''}`,
    brand: `atelier-${(round % makers) + 1}`,
    variants: pattern.variants.map((variant, index) => ({
      sku: `${variant.sku}-${number}`,
      options: variant.options,
      weight: variant.weight,
      ...(variant.picture && { picture: variant.picture }),
      price: Math.max(Math.round((variant.price * factor) / 100), 1) * 100,
      stock: (number * 31 + index * 17) % 200,
    })),
  }
}

/** Spread over ten years, so that "newest" means something. */
function dayOf(number: number): string {
  const minutes = (number * 104_729) % (10 * 365 * 24 * 60)
  return new Date(Date.UTC(2016, 0, 1) + minutes * 60_000).toISOString()
}
