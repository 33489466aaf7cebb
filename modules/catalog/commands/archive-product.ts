import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { placeInCollections } from '../data/collection-products.ts'
import { lockShelves } from '../data/locks.ts'
import { productStates } from '../data/product-states.ts'
import { lockProduct, setProductStatus } from '../data/products.ts'
import { showProducts } from '../data/store-products.ts'
import { variantIdsOf } from '../data/variants.ts'
import { ProductId } from '../domain/ids.ts'
import { mayMove } from '../domain/product-status.ts'
import { displayChanged, ProductState, productChanged } from '../events.ts'

export const archiveProduct = command({
  name: 'catalog.archive-product',
  summary: 'Takes a product out of the shop for good; orders that name it keep what they need of it.',
  rest: 'POST /admin/products/{id}/archive',
  access: can('catalog:write'),
  input: z.object({ id: ProductId, version: z.int() }),
  output: ProductState,
  refuses: { unknown_product: 404, stale_version: 409, illegal_status: 409 },
  run: async (ctx, { id, version }) => {
    await lockShelves(ctx.sql)
    const former = await lockProduct(ctx.sql, id)
    if (!former) return refuse('unknown_product')
    if (former.version !== version) return refuse('stale_version', { version: former.version })
    if (former.status === 'archived' || !mayMove(former.status, 'archived')) {
      return refuse('illegal_status', { from: former.status, to: 'archived' })
    }
    await setProductStatus(ctx.sql, { id, version, status: 'archived' }, ctx.now())
    await placeInCollections(ctx.sql, [id])
    const tags = await showProducts(ctx.sql, [id], [former.slug])
    const variantIds = await variantIdsOf(ctx.sql, [id])
    const [state] = await productStates(ctx.sql, [id])
    if (!state) throw new Error('The product that was archived is not there')
    ctx.publish(productChanged, state)
    ctx.publish(displayChanged, { tags: [...tags], variantIds: [...variantIds] })
    return state
  },
})
