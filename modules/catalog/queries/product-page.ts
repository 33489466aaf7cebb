import { internal, query } from '@merx/kernel'
import { z } from 'zod'
import { productPage as readPage } from '../data/product-states.ts'
import { ProductId, VariantId } from '../domain/ids.ts'
import { ProductState } from '../events.ts'

const Offer = z
  .object({
    variantId: VariantId,
    market: z.string(),
    currency: z.string(),
    amount: z.int(),
    compareAt: z.int().nullable(),
  })
  .meta({ id: 'CatalogOffer' })

const PagedProduct = z
  .object({ state: ProductState, externalKey: z.string().nullable(), offers: z.array(Offer) })
  .meta({ id: 'PagedProduct' })
export type PagedProduct = z.output<typeof PagedProduct>

export const productPage = query({
  name: 'catalog.product-page',
  summary: 'Products of any status with the prices of their variants, by id, for going through all of them.',
  access: internal,
  input: z.object({ after: ProductId.optional(), limit: z.int().min(1).max(1_000) }),
  output: z.object({ items: z.array(PagedProduct) }).meta({ id: 'ProductPage' }),
  run: async (ctx, { after, limit }) => ({ items: [...(await readPage(ctx.sql, after, limit))] }),
})
