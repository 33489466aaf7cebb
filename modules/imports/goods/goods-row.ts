import type { ProductToSave } from '@merx/catalog'
import { MinorUnits, text } from '@merx/kernel'
import { z } from 'zod'

const Price = z
  .strictObject({
    market: text(20),
    amount: MinorUnits.min(0),
    compareAt: MinorUnits.min(0).nullable().optional(),
  })
  .refine(({ amount, compareAt }) => compareAt == null || compareAt > amount, {
    path: ['compareAt'],
    message: 'must be above the amount',
  })

/** A picture that the product has, or one to be had from an address or from beside the file. */
const Image = z.strictObject({
  path: text(500).optional(),
  url: text(2_000).optional(),
  file: text(500).optional(),
  alt: z.unknown().optional(),
  width: z.unknown().optional(),
  height: z.unknown().optional(),
  focalX: z.unknown().optional(),
  focalY: z.unknown().optional(),
})

// whether the content will do is said when it stands beside what the product has already
const said = z.unknown().optional()

const VariantRow = z.strictObject({
  sku: text(100),
  barcode: said,
  options: said,
  weight: said,
  image: said,
  prices: z.array(Price).max(100).optional(),
  /** How many there are, if they were never counted. */
  stock: z.int().min(0).max(1_000_000_000).optional(),
  /** Takes the variant off the product. */
  withdrawn: z.boolean().optional(),
})

/**
 * A product as a file tells it. It is known again by its external key, its slug or the SKU of its first variant. What is absent stays as
 * it is, variants too; on a new product it is empty.
 */
export const GoodsRow = z
  .strictObject({
    kind: z.literal('product').optional(),
    externalKey: text(200).optional(),
    slug: text(150).optional(),
    status: said,
    name: said,
    description: said,
    brand: said,
    categories: said,
    taxCategory: said,
    featured: said,
    createdAt: said,
    /** All that it has. */
    attributes: said,
    /** Put over those that it has, by their codes. */
    moreAttributes: z.array(z.looseObject({ code: text(100) })).optional(),
    images: z.array(Image).max(50).optional(),
    variants: z.array(VariantRow).max(300).optional(),
  })
  .refine(({ externalKey, slug, variants }) => (externalKey ?? slug ?? variants?.[0]) !== undefined, {
    path: ['slug'],
    message: 'needs an externalKey, a slug or a SKU to be known by',
  })
export type GoodsRow = z.output<typeof GoodsRow>

/** The fields of a product that a row may say. */
export const contentFields = [
  'status',
  'name',
  'description',
  'brand',
  'categories',
  'taxCategory',
  'featured',
  'createdAt',
  'attributes',
] as const satisfies readonly (keyof GoodsRow & keyof z.input<typeof ProductToSave>)[]
