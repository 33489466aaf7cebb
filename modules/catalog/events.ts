import { event, id } from '@merx/kernel'
import { z } from 'zod'

export const ProductImage = z
  .object({
    path: z.string(),
    alt: z.string(),
    width: z.int(),
    height: z.int(),
    /** Where the eye should land when the picture is cropped, in percent from the left and from the top. */
    focalX: z.int(),
    focalY: z.int(),
  })
  .meta({ id: 'ProductImage' })
export type ProductImage = z.output<typeof ProductImage>

export const VariantOption = z.object({ name: z.string(), value: z.string() }).meta({ id: 'VariantOption' })
export type VariantOption = z.output<typeof VariantOption>

export const AttributeType = z.enum(['text', 'number', 'boolean', 'choice'])
export type AttributeType = z.output<typeof AttributeType>

/** `text` holds the value of a text or a choice, `number` and `boolean` that of theirs. */
export const ProductAttribute = z
  .object({
    code: z.string(),
    label: z.string(),
    type: AttributeType,
    text: z.string().optional(),
    number: z.number().optional(),
    boolean: z.boolean().optional(),
    unit: z.string().optional(),
  })
  .meta({ id: 'ProductAttribute' })

export const BrandName = z.object({ slug: z.string(), name: z.string() }).meta({ id: 'BrandName' })

export const CategoryName = z.object({ slug: z.string(), name: z.string() }).meta({ id: 'CategoryName' })

export const CollectionName = z.object({ slug: z.string(), name: z.string() }).meta({ id: 'CollectionName' })

export const ProductStatus = z.enum(['draft', 'active', 'archived'])
export type ProductStatus = z.output<typeof ProductStatus>

export const VariantState = z
  .object({
    id: id<'VariantId'>(),
    sku: z.string(),
    barcode: z.string().nullable(),
    options: z.array(VariantOption),
    /** Grams. */
    weight: z.int(),
    /** The path of the image that shows this variant. */
    image: z.string().nullable(),
    position: z.int(),
  })
  .meta({ id: 'VariantState' })

export const ProductState = z
  .object({
    id: id<'ProductId'>(),
    version: z.int(),
    status: ProductStatus,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    brand: BrandName.nullable(),
    categories: z.array(CategoryName),
    /** Those that hold it; absent in what was announced before there were any. */
    collections: z.array(CollectionName).optional(),
    taxCategory: z.string(),
    /** The higher the earlier among the featured; 0 is not featured. */
    featured: z.int(),
    attributes: z.array(ProductAttribute),
    images: z.array(ProductImage),
    variants: z.array(VariantState),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'ProductState' })
export type ProductState = z.output<typeof ProductState>

export const CategoryState = z
  .object({
    id: id<'CategoryId'>(),
    version: z.int(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    /** The slug of the category above. */
    parent: z.string().nullable(),
    position: z.int(),
  })
  .meta({ id: 'CategoryState' })
export type CategoryState = z.output<typeof CategoryState>

export const BrandState = z
  .object({
    id: id<'BrandId'>(),
    version: z.int(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
  })
  .meta({ id: 'BrandState' })
export type BrandState = z.output<typeof BrandState>

export const CollectionState = z
  .object({
    id: id<'CollectionId'>(),
    version: z.int(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    position: z.int(),
    /** By a rule, not by hand. Which products it holds is told by their own events. */
    byRule: z.boolean(),
    removed: z.boolean(),
  })
  .meta({ id: 'CollectionState' })
export type CollectionState = z.output<typeof CollectionState>

export const AttributeState = z
  .object({
    id: id<'AttributeId'>(),
    version: z.int(),
    code: z.string(),
    label: z.string(),
    type: AttributeType,
    unit: z.string().nullable(),
    facet: z.boolean(),
    choices: z.array(z.string()),
    /** Slugs of the categories that ask for it; none: all of them. */
    categories: z.array(z.string()),
  })
  .meta({ id: 'AttributeState' })
export type AttributeState = z.output<typeof AttributeState>

/** The full state of a product and its variants, whatever its status. Names of brands and categories are those of the moment. */
export const productChanged = event({
  name: 'catalog.product.changed.v1',
  schema: ProductState,
  key: (product) => product.id,
})

/** A category was made, renamed or moved. Its products are not announced again: who shows its name follows this event. */
export const categoryChanged = event({
  name: 'catalog.category.changed.v1',
  schema: CategoryState,
  key: (category) => category.id,
})

export const brandChanged = event({ name: 'catalog.brand.changed.v1', schema: BrandState, key: (brand) => brand.id })

/** A collection was made, renamed, given another rule or removed; its slug is then free for another. */
export const collectionChanged = event({
  name: 'catalog.collection.changed.v1',
  schema: CollectionState,
  key: (collection) => collection.id,
})

export const attributeChanged = event({
  name: 'catalog.attribute.changed.v1',
  schema: AttributeState,
  key: (attribute) => attribute.id,
})

/**
 * What the shop shows is no longer what it was: the tags of answers to forget and the variants to read again. Written in the unit that
 * changed the tables, after prices, stock and sales have reached the cards, so that nobody keeps what was true before.
 */
export const displayChanged = event({
  name: 'catalog.display.changed.v1',
  schema: z.object({ tags: z.array(z.string()), variantIds: z.array(id<'VariantId'>()) }),
  key: () => 'display',
})
