import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { renameShelf } from '../data/categories.ts'
import { lockCollection } from '../data/collections.ts'
import { lockTree } from '../data/locks.ts'
import { claimSlugs } from '../data/slugs.ts'
import { readRule, storeCollection } from '../data/store-collections.ts'
import { announced, collectionContent, ManagedCollection } from '../domain/collection.ts'
import { CollectionId } from '../domain/ids.ts'
import { Slug } from '../domain/slug.ts'
import { aspectTag, collectionList, collectionTag } from '../domain/tags.ts'
import { collectionChanged, displayChanged } from '../events.ts'

export const updateCollection = command({
  name: 'catalog.update-collection',
  summary:
    'Replaces what is said of a collection. Another rule is applied in the background; one without a rule keeps what it holds, to be arranged by hand.',
  rest: 'PUT /admin/collections/{id}',
  access: can('catalog:write'),
  input: z.object({ id: CollectionId, version: z.int(), slug: Slug.optional(), ...collectionContent }),
  output: ManagedCollection,
  refuses: { unknown_collection: 404, stale_version: 409, slug_taken: 409, invalid_rule: 422 },
  run: async (ctx, { id, version, slug: asked, ...content }) => {
    await lockTree(ctx.sql)
    const former = await lockCollection(ctx.sql, id)
    if (!former) return refuse('unknown_collection')
    if (former.version !== version) return refuse('stale_version', { version: former.version })
    const read = await readRule(ctx.sql, content.rule)
    if ('faults' in read) return refuse('invalid_rule', { errors: read.faults })
    const { shelf, slug: formerSlug, rule: formerRule } = former
    const slug = asked ?? formerSlug
    if (slug !== formerSlug) {
      const claimed = await claimSlugs(ctx.sql, 'collection', [{ ownerId: id, slug, exact: true }])
      if (!claimed.has(id))
        return refuse('slug_taken', { detail: `'${slug}' is or was the address of another collection.` })
      await renameShelf(ctx.sql, shelf, collectionTag(slug))
    }
    const collection = { id, version: version + 1, slug, ...content }
    // jsonb does not keep the order of keys, the schema does
    const isRuleKept = JSON.stringify(content.rule) === JSON.stringify(ManagedCollection.shape.rule.parse(formerRule))
    await storeCollection(
      { sql: ctx.sql, now: ctx.now() },
      { ...collection, shelf },
      isRuleKept ? undefined : read.shelves,
    )
    ctx.publish(collectionChanged, announced(collection))
    ctx.publish(displayChanged, {
      tags: [collectionList, collectionTag(formerSlug), aspectTag(collectionTag(formerSlug), 'members')],
      variantIds: [],
    })
    return collection
  },
})
