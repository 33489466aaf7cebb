import { anyone, query, text } from '@merx/kernel'
import { z } from 'zod'
import { collectionsAfter } from '../data/collection-pages.ts'
import { allProducts, aspectTag, collectionList } from '../domain/tags.ts'
import { Collection } from './get-collection.ts'

export const listCollections = query({
  name: 'catalog.list-collections',
  summary: 'Lists the collections by their position, a page at a time, with the number of their active products.',
  rest: 'GET /collections',
  access: anyone,
  input: z.object({
    limit: z.int().min(1).max(100).default(24),
    /** `next` of the page before. */
    after: text(150).optional(),
  }),
  output: z.object({ items: z.array(Collection), next: z.string().nullable() }).meta({ id: 'CollectionList' }),
  tags: () => [collectionList, aspectTag(allProducts, 'members')],
  run: async (ctx, { limit, after }) => {
    const found = await collectionsAfter(ctx.sql, after, limit + 1)
    const items = found.slice(0, limit)
    return { items, next: found.length > limit ? (items.at(-1)?.slug ?? null) : null }
  },
})
