import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { addShelves } from '../data/categories.ts'
import { lockTree } from '../data/locks.ts'
import { claimSlugs } from '../data/slugs.ts'
import { readRule, storeCollection } from '../data/store-collections.ts'
import { announced, collectionContent, ManagedCollection } from '../domain/collection.ts'
import { CollectionId } from '../domain/ids.ts'
import { Slug, slugOf } from '../domain/slug.ts'
import { collectionList, collectionTag } from '../domain/tags.ts'
import { collectionChanged, displayChanged } from '../events.ts'

export const createCollection = command({
  name: 'catalog.create-collection',
  summary: 'Creates a collection: by a rule, which fills it in the background, or empty, to be arranged by hand.',
  rest: 'POST /admin/collections',
  access: can('catalog:write'),
  idempotency: 'optional',
  input: z.object({ slug: Slug.optional(), ...collectionContent }),
  output: ManagedCollection,
  refuses: { slug_taken: 409, invalid_rule: 422 },
  run: async (ctx, { slug: asked, ...content }) => {
    await lockTree(ctx.sql)
    const read = await readRule(ctx.sql, content.rule)
    if ('faults' in read) return refuse('invalid_rule', { errors: read.faults })
    const id = CollectionId.parse(ctx.newId())
    const wish = { ownerId: id, slug: asked ?? slugOf(content.name, 'collection'), exact: asked !== undefined }
    const slug = (await claimSlugs(ctx.sql, 'collection', [wish])).get(id)
    if (slug === undefined)
      return refuse('slug_taken', { detail: `'${asked}' is or was the address of another collection.` })

    const shelf = (await addShelves(ctx.sql, [collectionTag(slug)])).get(collectionTag(slug))
    if (shelf === undefined) throw new Error('A collection got no shelf')
    const collection = { id, version: 1, slug, ...content }
    await storeCollection({ sql: ctx.sql, now: ctx.now() }, { ...collection, shelf }, read.shelves)
    ctx.publish(collectionChanged, announced(collection))
    ctx.publish(displayChanged, { tags: [collectionList, collectionTag(slug)], variantIds: [] })
    return collection
  },
})
