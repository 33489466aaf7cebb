import { id } from '@merx/kernel'
import type { z } from 'zod'

export const ProductId = id<'ProductId'>()
export type ProductId = z.output<typeof ProductId>

export const VariantId = id<'VariantId'>()
export type VariantId = z.output<typeof VariantId>

export const CategoryId = id<'CategoryId'>()
export type CategoryId = z.output<typeof CategoryId>

export const BrandId = id<'BrandId'>()
export type BrandId = z.output<typeof BrandId>

export const AttributeId = id<'AttributeId'>()
export type AttributeId = z.output<typeof AttributeId>

export const CollectionId = id<'CollectionId'>()
export type CollectionId = z.output<typeof CollectionId>
