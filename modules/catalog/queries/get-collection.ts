import { anyone, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { findCollectionPage } from '../data/collection-pages.ts'
import { aspectTag, collectionTag } from '../domain/tags.ts'

export const Collection = z
  .object({ slug: z.string(), name: z.string(), description: z.string(), productCount: z.int() })
  .meta({ id: 'Collection' })
export type Collection = z.output<typeof Collection>

export const getCollection = query({
  name: 'catalog.get-collection',
  summary: 'Shows a collection; `list-products` lists what it holds.',
  rest: 'GET /collections/{slug}',
  access: anyone,
  input: z.object({ slug: text(150) }),
  output: Collection,
  refuses: { unknown_collection: 404, collection_moved: 301 },
  tags: (_, { slug }) => [collectionTag(slug), aspectTag(collectionTag(slug), 'members')],
  run: async (ctx, { slug }) => {
    const page = await findCollectionPage(ctx.sql, slug)
    if (!page) return refuse('unknown_collection', { detail: `No collection has the address '${slug}'.` })
    if (page.slug !== slug) return refuse('collection_moved', { slug: page.slug })
    return page
  },
})
