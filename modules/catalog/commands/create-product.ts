import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { lockShelves } from '../data/locks.ts'
import { storeProducts } from '../data/store-products.ts'
import { ProductId } from '../domain/ids.ts'
import { productContent } from '../domain/product-input.ts'
import { Slug } from '../domain/slug.ts'
import { displayChanged, ProductState, productChanged } from '../events.ts'

export const createProduct = command({
  name: 'catalog.create-product',
  summary: 'Creates a product with its variants; without a slug it gets one from its name.',
  rest: 'POST /admin/products',
  access: can('catalog:write'),
  idempotency: 'optional',
  input: z.object({
    slug: Slug.optional(),
    status: z.enum(['draft', 'active']).default('draft'),
    ...productContent,
  }),
  output: ProductState,
  refuses: { invalid_product: 422 },
  run: async (ctx, { slug, status, ...content }) => {
    const id = ProductId.parse(ctx.newId())
    const now = ctx.now()
    await lockShelves(ctx.sql)
    const stored = await storeProducts({ sql: ctx.sql, now, newId: ctx.newId }, [
      {
        id,
        field: '',
        content,
        status,
        slug,
        formerSlug: undefined,
        externalKey: null,
        contentHash: null,
        version: 1,
        createdAt: now,
      },
    ])
    if ('faults' in stored) return refuse('invalid_product', { errors: stored.faults })
    const [state] = stored.states
    if (!state) throw new Error('A product was neither made nor refused')
    ctx.publish(productChanged, state)
    ctx.publish(displayChanged, { tags: [...stored.tags], variantIds: stored.variantIds })
    return state
  },
})
