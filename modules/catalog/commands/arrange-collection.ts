import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { arrangeProducts, productsOfCollection } from '../data/collection-products.ts'
import { countCollectionVersion, lockCollection } from '../data/collections.ts'
import { lockProducts, lockShelves } from '../data/locks.ts'
import { putOnShelves, showMoved } from '../data/move-products.ts'
import { announced, ManagedCollection } from '../domain/collection.ts'
import { CollectionId, ProductId } from '../domain/ids.ts'
import { collectionChanged, displayChanged, productChanged } from '../events.ts'

export const arrangeCollection = command({
  name: 'catalog.arrange-collection',
  summary: 'Says which products a collection without a rule holds, in the order in which its list features them.',
  rest: 'PUT /admin/collections/{id}/products',
  access: can('catalog:write'),
  input: z.object({ id: CollectionId, version: z.int(), products: z.array(ProductId).max(1_000) }),
  output: ManagedCollection,
  refuses: { unknown_collection: 404, stale_version: 409, ruled_collection: 409, unknown_products: 422 },
  run: async (ctx, { id, version, products }) => {
    await lockShelves(ctx.sql)
    const former = await lockCollection(ctx.sql, id)
    if (!former) return refuse('unknown_collection')
    if (former.version !== version) return refuse('stale_version', { version: former.version })
    if (former.rule !== null) {
      return refuse('ruled_collection', {
        detail: 'Its rule says what it holds. Take the rule away to arrange it by hand.',
      })
    }
    const wanted = [...new Set(products)]
    const held = await productsOfCollection(ctx.sql, id)
    const known = new Set<string>(await lockProducts(ctx.sql, [...wanted, ...held]))
    const unknown = wanted.filter((product) => !known.has(product))
    if (unknown.length > 0) return refuse('unknown_products', { products: unknown })

    const now = ctx.now()
    await countCollectionVersion(ctx.sql, id, now)
    const placed = await arrangeProducts(ctx.sql, id, wanted)
    const moved = [
      ...wanted.filter((product) => !held.includes(product)),
      ...held.filter((product) => !wanted.includes(product)),
    ]
    const reordered = placed.filter((product) => !moved.includes(product))
    const tags = await putOnShelves(ctx.sql, reordered.toSorted())
    const shown = await showMoved(ctx.sql, moved.toSorted(), now)
    const collection = ManagedCollection.parse({ ...former, version: version + 1 })
    ctx.publish(collectionChanged, announced(collection))
    for (const state of shown.states) ctx.publish(productChanged, state)
    ctx.publish(displayChanged, { tags: [...new Set([...tags, ...shown.tags])], variantIds: [] })
    return collection
  },
})
