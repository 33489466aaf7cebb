import { can, query, refuse } from '@merx/kernel'
import { z } from 'zod'
import { productStates } from '../data/product-states.ts'
import { ProductId } from '../domain/ids.ts'
import { ProductState } from '../events.ts'

export const showProduct = query({
  name: 'catalog.show-product',
  summary: 'Shows staff a product of any status, with the version that an edit names.',
  rest: 'GET /admin/products/{id}',
  access: can('catalog:read'),
  input: z.object({ id: ProductId }),
  output: ProductState,
  refuses: { unknown_product: 404 },
  run: async (ctx, { id }) => {
    const [state] = await productStates(ctx.sql, [id])
    return state ?? refuse('unknown_product')
  },
})
