import { can, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { findCategories } from '../data/categories.ts'
import { CategoryState } from '../events.ts'

export const showCategory = query({
  name: 'catalog.show-category',
  summary: 'Shows staff a category with the version that an edit names.',
  rest: 'GET /admin/categories/{slug}',
  access: can('catalog:read'),
  input: z.object({ slug: text(150) }),
  output: CategoryState,
  refuses: { unknown_category: 404 },
  run: async (ctx, { slug }) => {
    const [category] = await findCategories(ctx.sql, [slug])
    return category ? CategoryState.parse(category) : refuse('unknown_category')
  },
})
