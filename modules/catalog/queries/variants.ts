import { internal, query } from '@merx/kernel'
import { z } from 'zod'
import { soldVariants, variantCache } from '../data/variant-cache.ts'
import { ProductId, VariantId } from '../domain/ids.ts'
import { ProductImage, VariantOption } from '../events.ts'

const SoldVariant = z
  .object({
    id: VariantId,
    productId: ProductId,
    productSlug: z.string(),
    productName: z.string(),
    sku: z.string(),
    options: z.array(VariantOption),
    image: ProductImage.nullable(),
    taxCategory: z.string(),
    /** Grams. */
    weight: z.int(),
    /** Whether the product is active and the variant is not withdrawn; stock and price are another matter. */
    sellable: z.boolean(),
  })
  .meta({ id: 'SoldVariant' })

export const variants = query({
  name: 'catalog.variants',
  summary: 'Tells of variants what it takes to sell them; those that never existed are left out.',
  access: internal,
  input: z.object({ ids: z.array(VariantId).max(1_000) }),
  output: z.object({ items: z.array(SoldVariant) }).meta({ id: 'SoldVariants' }),
  run: async (ctx, { ids }) => {
    const found = await ctx.cache(variantCache).getMany(ids, async (missing) => {
      const rows = await soldVariants(ctx.sql, missing)
      return new Map(rows.map((row) => [row.id, row]))
    })
    return { items: found.filter((variant) => variant !== undefined) }
  },
})
