import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { lockShelves } from '../data/locks.ts'
import { lockProduct } from '../data/products.ts'
import { storeProducts } from '../data/store-products.ts'
import { ProductId } from '../domain/ids.ts'
import { productContent } from '../domain/product-input.ts'
import { mayMove } from '../domain/product-status.ts'
import { Slug } from '../domain/slug.ts'
import { displayChanged, ProductState, ProductStatus, productChanged } from '../events.ts'

export const updateProduct = command({
  name: 'catalog.update-product',
  summary:
    'Replaces what is said of a product and its variants; variants left out are withdrawn, an old slug leads to the new one.',
  rest: 'PUT /admin/products/{id}',
  access: can('catalog:write'),
  input: z.object({
    id: ProductId,
    /** The version that was edited: an edit of an older one is refused. */
    version: z.int(),
    slug: Slug.optional(),
    status: ProductStatus,
    ...productContent,
  }),
  output: ProductState,
  refuses: { unknown_product: 404, stale_version: 409, illegal_status: 409, invalid_product: 422 },
  run: async (ctx, { id, version, slug, status, ...content }) => {
    await lockShelves(ctx.sql)
    const former = await lockProduct(ctx.sql, id)
    if (!former) return refuse('unknown_product')
    if (former.version !== version) return refuse('stale_version', { version: former.version })
    if (!mayMove(former.status, status)) return refuse('illegal_status', { from: former.status, to: status })

    const { externalKey, contentHash, createdAt, slug: formerSlug } = former
    const draft = {
      id,
      field: '',
      content,
      status,
      slug,
      formerSlug,
      externalKey,
      contentHash,
      version: version + 1,
      createdAt,
    }
    const stored = await storeProducts({ sql: ctx.sql, now: ctx.now(), newId: ctx.newId }, [draft])
    if ('faults' in stored) return refuse('invalid_product', { errors: stored.faults })
    const [state] = stored.states
    if (!state) throw new Error('A product was neither written nor refused')
    ctx.publish(productChanged, state)
    ctx.publish(displayChanged, { tags: [...stored.tags], variantIds: stored.variantIds })
    return state
  },
})
