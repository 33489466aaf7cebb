import { createHash } from 'node:crypto'
import { slugOf } from '@merx/catalog'
import { z } from 'zod'
import type { Assortment } from '../goods/assortment.ts'
import type { Defaults } from './format.ts'
import { lineFault, type ReadLine } from './json-lines.ts'

/** A line of the ESCI set: products of a large shop as people search for them. */
const Line = z.looseObject({
  asin: z.string().min(1),
  title: z.string().min(1),
  description: z.string().default(''),
  /** Sentences, a line each. */
  bullet_points: z.string().default(''),
  brand: z.string().nullable().default(null),
  color: z.string().nullable().default(null),
  /** From the root down. */
  category: z.array(z.string()).default([]),
  /** Dollars. */
  price: z.number().min(0).nullable().default(null),
  rating: z.number().nullable().default(null),
  rating_count: z.int().nullable().default(null),
})
type Line = z.output<typeof Line>

const root = { slug: 'everything', name: 'Everything', parent: null }

const definitions: Assortment['attributes'] = [
  { code: 'colour', label: 'Colour', type: 'text', facet: true },
  { code: 'bullet_points', label: 'About this item', type: 'text' },
  { code: 'rating', label: 'Rating', type: 'number' },
  { code: 'rating_count', label: 'Ratings', type: 'number' },
]

/** The ESCI set of judged queries as JSON lines: one product a line, one variant a product. */
export function esci({ market, openingStock }: Defaults): ReadLine {
  return (given) => {
    const { data: line, error } = Line.safeParse(given)
    if (error) throw lineFault(error)
    const sku = `ESCI-${line.asin}`
    const brand = line.brand?.trim()
      ? { slug: slugOf(line.brand, 'brand'), name: line.brand.trim().slice(0, 200) }
      : undefined
    const path = pathOf(line.category)
    const own = path.at(-1) ?? root
    return {
      goods: {
        kind: 'whole',
        goods: {
          product: {
            externalKey: `esci:${line.asin}`,
            name: line.title.slice(0, 300),
            description: line.description,
            brand: brand?.slug ?? null,
            categories: [own.slug],
            attributes: attributesOf(line),
            variants: [{ sku }],
          },
          prices: line.price === null ? [] : [{ sku, market, amount: Math.round(line.price * 100) }],
          openingStock: [{ sku, onHand: openingStock }],
        },
      },
      refersTo: { brands: brand ? [brand] : [], categories: [root, ...path], attributes: definitions },
    }
  }
}

function attributesOf({ color, bullet_points: points, rating, rating_count: count }: Line) {
  return [
    ...(color?.trim() ? [{ code: 'colour', text: color }] : []),
    ...(points.trim() ? [{ code: 'bullet_points', text: points }] : []),
    ...(rating === null ? [] : [{ code: 'rating', number: rating }]),
    ...(count === null ? [] : [{ code: 'rating_count', number: count }]),
  ]
}

/** The categories of a path; one of the same name elsewhere is another, so the slug is of the whole path. */
function pathOf(names: readonly string[]): Assortment['categories'][number][] {
  const slugs = names.map((name, depth) => {
    const digest = createHash('sha256')
      .update(JSON.stringify(names.slice(0, depth + 1)))
      .digest('hex')
    return `${slugOf(name, 'category')}-${digest.slice(0, 8)}`
  })
  return names.map((name, depth) => ({ slug: slugs[depth] ?? '', name, parent: slugs[depth - 1] ?? root.slug }))
}
