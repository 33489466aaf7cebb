import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { renameShelf } from '../data/categories.ts'
import { giveUpCollection, lockCollection } from '../data/collections.ts'
import { lockTree } from '../data/locks.ts'
import { freeSlugs } from '../data/slugs.ts'
import { announced, ManagedCollection } from '../domain/collection.ts'
import { CollectionId } from '../domain/ids.ts'
import { aspectTag, collectionList, collectionTag } from '../domain/tags.ts'
import { CollectionState, collectionChanged, displayChanged } from '../events.ts'

export const removeCollection = command({
  name: 'catalog.remove-collection',
  summary: 'Takes a collection out of the shop at once and frees its slug; its products leave it in the background.',
  rest: 'DELETE /admin/collections/{id}',
  access: can('catalog:write'),
  input: z.object({ id: CollectionId, version: z.int() }),
  output: CollectionState,
  refuses: { unknown_collection: 404, stale_version: 409 },
  run: async (ctx, { id, version }) => {
    await lockTree(ctx.sql)
    const former = await lockCollection(ctx.sql, id)
    if (!former) return refuse('unknown_collection')
    if (former.version !== version) return refuse('stale_version', { version: former.version })
    await giveUpCollection(ctx.sql, id, ctx.now())
    await freeSlugs(ctx.sql, 'collection', id)
    await renameShelf(ctx.sql, former.shelf, collectionTag(id))
    const removed = { ...announced(ManagedCollection.parse(former)), version: version + 1, removed: true }
    ctx.publish(collectionChanged, removed)
    const tag = collectionTag(former.slug)
    ctx.publish(displayChanged, { tags: [collectionList, tag, aspectTag(tag, 'members')], variantIds: [] })
    return removed
  },
})
