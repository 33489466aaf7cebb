import { anyone, query } from '@merx/kernel'
import { z } from 'zod'
import { allCategories } from '../data/category-pages.ts'
import { allProducts, aspectTag, categoryTree } from '../domain/tags.ts'
import { inTreeOrder } from '../domain/tree-order.ts'

const CategoryInTree = z
  .object({
    slug: z.string(),
    name: z.string(),
    /** Slug of the category above. */
    parent: z.string().nullable(),
    /** 0 for a root. */
    depth: z.int(),
    /** Active products of the category and all below it. */
    productCount: z.int(),
  })
  .meta({ id: 'CategoryInTree' })

export const listCategories = query({
  name: 'catalog.list-categories',
  summary: 'Lists the tree of categories, each followed by those below it.',
  rest: 'GET /categories',
  access: anyone,
  input: z.object({}),
  output: z.object({ items: z.array(CategoryInTree) }).meta({ id: 'CategoryTree' }),
  tags: () => [categoryTree, aspectTag(allProducts, 'members')],
  run: async (ctx) => ({ items: inTreeOrder(await allCategories(ctx.sql)) }),
})
