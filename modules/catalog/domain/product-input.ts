import { plain, prose, text } from '@merx/kernel'
import { z } from 'zod'
import { VariantId } from './ids.ts'
import { Slug } from './slug.ts'

const ImageInput = z
  .object({
    path: text(500),
    alt: text(500, 0),
    width: z.int().min(1).max(100_000),
    height: z.int().min(1).max(100_000),
    focalX: z.int().min(0).max(100).default(50),
    focalY: z.int().min(0).max(100).default(50),
  })
  .meta({ id: 'ProductImageInput' })

const OptionInput = z.object({ name: text(100), value: text(200) }).meta({ id: 'VariantOptionInput' })

/** One of `text` (also for a choice), `number` and `boolean`, as the attribute's type says. */
const AttributeInput = z
  .object({
    code: text(100),
    text: prose(10_000).optional(),
    number: z.number().optional(),
    boolean: z.boolean().optional(),
  })
  .meta({ id: 'ProductAttributeInput' })

const VariantInput = z
  .object({
    /** Names a variant whose SKU changes; otherwise variants are known by their SKU. */
    id: VariantId.optional(),
    sku: plain(text(100)),
    barcode: text(50).nullable().default(null),
    options: z.array(OptionInput).max(10).default([]),
    /** Grams. */
    weight: z.int().min(0).max(100_000_000).default(0),
    /** The path of one of the product's images. */
    image: text(500).nullable().default(null),
  })
  .meta({ id: 'VariantInput' })

/** What people say about a product; the rest is counted, dated or derived. */
export const productContent = {
  name: text(300),
  description: prose(20_000, 0).default(''),
  /** Slug of a brand. */
  brand: text(100).nullable().default(null),
  /** Slugs of categories; the first gives the breadcrumb. */
  categories: z.array(text(100)).max(50).default([]),
  taxCategory: text(50).default('standard'),
  featured: z.int().min(0).max(1_000_000).default(0),
  attributes: z.array(AttributeInput).max(300).default([]),
  images: z.array(ImageInput).max(50).default([]),
  variants: z.array(VariantInput).min(1).max(300),
}

const ProductContent = z.object(productContent)
export type ProductContent = z.output<typeof ProductContent>

export const ProductToSave = z
  .object({
    /** What the source calls the product; known again by it. Without one it is known by its slug. */
    externalKey: text(200).optional(),
    slug: Slug.optional(),
    status: z.enum(['draft', 'active']).default('active'),
    /**
     * The version that it is based on, 0 for none: where another one stands by now it is refused, and otherwise written whatever the last
     * load brought.
     */
    version: z.int().optional(),
    /** When it became part of the assortment; now, unless told. */
    createdAt: z.iso.datetime().optional(),
    ...productContent,
  })
  .refine(({ externalKey, slug }) => externalKey !== undefined || slug !== undefined, {
    path: ['externalKey'],
    message: 'needs an externalKey or a slug to be known again by',
  })
  .meta({ id: 'ProductToSave' })
export type ProductToSave = z.output<typeof ProductToSave>
