import { can, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { productsOfCollection } from '../data/collection-products.ts'
import { findCollection, isBeingFilled } from '../data/collections.ts'
import { ManagedCollection } from '../domain/collection.ts'
import { ProductId } from '../domain/ids.ts'

const ShownCollection = z
  .object({
    ...ManagedCollection.shape,
    /** Of one that is arranged by hand, in its order and whatever their status. */
    products: z.array(ProductId),
    /** Whether its rule has changed and is still being applied. */
    isFilling: z.boolean(),
  })
  .meta({ id: 'ShownCollection' })

export const showCollection = query({
  name: 'catalog.show-collection',
  summary: 'Shows staff a collection with its rule or its products, and the version that an edit names.',
  rest: 'GET /admin/collections/{slug}',
  access: can('catalog:read'),
  input: z.object({ slug: text(150) }),
  output: ShownCollection,
  refuses: { unknown_collection: 404 },
  run: async (ctx, { slug }) => {
    const found = await findCollection(ctx.sql, slug)
    if (!found) return refuse('unknown_collection')
    const [products, isFilling] = await Promise.all([
      found.rule === null ? productsOfCollection(ctx.sql, found.id) : [],
      isBeingFilled(ctx.sql, found.id),
    ])
    return { ...ManagedCollection.parse(found), products: [...products], isFilling }
  },
})
