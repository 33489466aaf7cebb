import { slugOf } from '@merx/catalog'
import type { Assortment, Goods } from '@merx/imports'
import { z } from 'zod'

/** A line of the ESCI set, as far as it says what a product is. */
const Line = z.looseObject({
  asin: z.string(),
  title: z.string(),
  brand: z.string().nullish(),
  color: z.string().nullish(),
  description: z.string().nullish(),
  bullet_points: z.string().nullish(),
  category: z.array(z.string()),
})

/** What a catalogue keeps of a line: names and brands of its size, a tree of categories, the rest as a description. */
export function readEsci(given: unknown): {
  readonly id: string
  readonly goods: Goods
  readonly refersTo: Assortment
} {
  const line = Line.parse(given)
  const categories = line.category.map((name, depth) => ({
    slug: slugOf(line.category.slice(0, depth + 1).join(' '), 'category'),
    name,
    parent: depth === 0 ? null : slugOf(line.category.slice(0, depth).join(' '), 'category'),
  }))
  const brand = line.brand ? { slug: slugOf(line.brand, 'brand'), name: line.brand } : undefined
  return {
    id: line.asin,
    goods: {
      product: {
        externalKey: `esci:${line.asin}`,
        name: line.title.slice(0, 300),
        description: [line.bullet_points, line.description].filter(Boolean).join('\n').slice(0, 20_000),
        brand: brand?.slug ?? null,
        categories: categories.map(({ slug }) => slug),
        attributes: line.color ? [{ code: 'color', text: line.color }] : [],
        variants: [{ sku: `ESCI-${line.asin}` }],
      },
      prices: [],
      openingStock: [],
    },
    refersTo: {
      brands: brand ? [brand] : [],
      categories,
      attributes: line.color ? [{ code: 'color', label: 'Colour', type: 'text' }] : [],
    },
  }
}
