import { anyone, MinorUnits, Money, money, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { type CardRow, listCards } from '../data/listing.ts'
import { type FoundShelf, findPlaces, type ListingPlaces } from '../data/listing-places.ts'
import { Availability } from '../domain/availability.ts'
import { cursorOf, ProductSort, positionOf } from '../domain/cursor.ts'
import { ProductId } from '../domain/ids.ts'
import * as tag from '../domain/tags.ts'
import { BrandName, ProductImage } from '../events.ts'

const newForDays = 30

export const ProductCard = z
  .object({
    id: ProductId,
    slug: z.string(),
    name: z.string(),
    brand: BrandName.nullable(),
    image: ProductImage.nullable(),
    /** The lowest of its variants. */
    price: Money.nullable(),
    priceTo: Money.nullable(),
    compareAt: Money.nullable(),
    inStock: z.boolean(),
    availability: Availability,
    variantCount: z.int(),
    isNew: z.boolean(),
  })
  .meta({ id: 'ProductCard' })
export type ProductCard = z.output<typeof ProductCard>

const ListProducts = z.object({
  /** Slug of a category; products of the categories below it count. */
  category: text(100).optional(),
  /** Slug of a brand. */
  brand: text(100).optional(),
  /** Slug of a collection; one arranged by hand is `featured` in its own order. */
  collection: text(100).optional(),
  priceFrom: MinorUnits.min(0).optional(),
  priceTo: MinorUnits.min(0).optional(),
  inStock: z.boolean().optional(),
  /** By price only products that have one in the market. */
  sort: ProductSort.default('newest'),
  limit: z.int().min(1).max(100).default(24),
  /** `next` of the page before. */
  after: text(1_000).optional(),
  market: text(20).optional(),
})
type ListProducts = z.output<typeof ListProducts>

const ProductList = z
  .object({
    items: z.array(ProductCard),
    next: z.string().nullable(),
    /** How many there are, where nothing but one category, brand or collection is asked for. */
    total: z.int().optional(),
  })
  .meta({ id: 'ProductList' })
type ProductList = z.output<typeof ProductList>

export const listProducts = query({
  name: 'catalog.list-products',
  summary: 'Lists active products of a category, a brand, a collection or the whole shop, a page at a time.',
  rest: 'GET /products',
  access: anyone,
  input: ListProducts,
  output: ProductList,
  refuses: {
    unknown_category: 404,
    category_moved: 301,
    unknown_brand: 404,
    brand_moved: 301,
    unknown_collection: 404,
    collection_moved: 301,
    unknown_market: 404,
    malformed_cursor: 400,
  },
  tags: tagsOf,
  run: async (ctx, input) => {
    const { category, brand, collection, market, sort, limit } = input
    const after = input.after === undefined ? undefined : positionOf(sort, input.after)
    if (input.after !== undefined && !after) {
      return refuse('malformed_cursor', { detail: 'Give `next` of the page before, with the same sort.' })
    }
    const places = await findPlaces(ctx.sql, { category, brand, collection, market })
    const gone = missing(input, places)
    if (gone) return gone

    const [walked, ...others] = shelvesToWalk(places)
    const rows = await listCards(ctx.sql, {
      shelf: walked.number,
      alsoOn: others.map(({ number }) => number),
      market: places.market ?? '',
      sort,
      after,
      limit: limit + 1,
      inStock: input.inStock ?? false,
      priceFrom: input.priceFrom,
      priceTo: input.priceTo,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const isCounted = others.length === 0 && !filtersPrice(input) && !input.inStock && !sort.endsWith('price')
    return {
      items: page.map((row) => cardOf(row, ctx.now())),
      next: last && rows.length > limit ? cursorOf(sort, last.position) : null,
      ...(isCounted ? { total: walked.count } : {}),
    }
  },
})

function missing(asked: ListProducts, { category, brand, collection, market }: ListingPlaces) {
  if (asked.category !== undefined && !category) return refuse('unknown_category')
  if (category && category.slug !== asked.category) return refuse('category_moved', { slug: category.slug })
  if (asked.brand !== undefined && !brand) return refuse('unknown_brand')
  if (brand && brand.slug !== asked.brand) return refuse('brand_moved', { slug: brand.slug })
  if (asked.collection !== undefined && !collection) return refuse('unknown_collection')
  if (collection && collection.slug !== asked.collection) return refuse('collection_moved', { slug: collection.slug })
  if (asked.market !== undefined && market === null) return refuse('unknown_market')
  return undefined
}

/** A list shows what its products say, and depends on the shelves for which products they are. */
function tagsOf(input: ListProducts, { items }: ProductList): readonly string[] {
  const { category, brand, collection, sort, inStock, market } = input
  const shelves = [
    category && tag.categoryTag(category),
    brand && tag.brandTag(brand),
    collection && tag.collectionTag(collection),
  ].filter((one) => one !== undefined)
  const aspects: tag.Aspect[] = ['members']
  if (sort.endsWith('price') || filtersPrice(input)) aspects.push('prices')
  if (inStock) aspects.push('stock')
  if (sort === 'best-selling') aspects.push('sales')
  return [
    ...(shelves.length > 0 ? shelves : [tag.allProducts]).flatMap((shelf) =>
      aspects.map((aspect) => tag.aspectTag(shelf, aspect)),
    ),
    ...items.map(({ slug }) => tag.productTag(slug)),
    ...new Set(items.flatMap((item) => (item.brand ? tag.brandTag(item.brand.slug) : []))),
    ...(market === undefined ? [tag.markets] : []),
  ]
}

function filtersPrice({ priceFrom, priceTo }: ListProducts): boolean {
  return priceFrom !== undefined || priceTo !== undefined
}

/** The smallest shelf is walked and the others asked of each product on it. */
function shelvesToWalk({ category, brand, collection, all }: ListingPlaces): readonly [FoundShelf, ...FoundShelf[]] {
  const [smallest = all, ...others] = [category, brand, collection]
    .filter((one) => one !== null)
    .toSorted((a, b) => a.count - b.count)
  return [smallest, ...others]
}

function cardOf(row: CardRow, now: Date): ProductCard {
  const { id, slug, name, image, availability, variantCount, currency, brandSlug, brandName } = row
  const cost = (amount: number | null) => (amount === null || currency === null ? null : money(amount, currency))
  return {
    id,
    slug,
    name,
    brand: brandSlug === null || brandName === null ? null : { slug: brandSlug, name: brandName },
    image,
    price: cost(row.priceFrom),
    priceTo: cost(row.priceTo),
    compareAt: cost(row.compareAt),
    inStock: availability !== 'out',
    availability,
    variantCount,
    isNew: now.getTime() - row.createdAt.getTime() < newForDays * 86_400_000,
  }
}
