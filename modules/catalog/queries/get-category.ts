import { anyone, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { findCategoryPage } from '../data/category-pages.ts'
import { allProducts, aspectTag, categoryTag, categoryTree } from '../domain/tags.ts'
import { CategoryName } from '../events.ts'

const CategoryBelow = z
  .object({ slug: z.string(), name: z.string(), productCount: z.int() })
  .meta({ id: 'CategoryBelow' })

export const Category = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    /** Active products of the category and all below it. */
    productCount: z.int(),
    /** From the root down to the category itself. */
    breadcrumb: z.array(CategoryName),
    children: z.array(CategoryBelow),
  })
  .meta({ id: 'Category' })
export type Category = z.output<typeof Category>

export const getCategory = query({
  name: 'catalog.get-category',
  summary: 'Shows a category with those above and directly below it.',
  rest: 'GET /categories/{slug}',
  access: anyone,
  input: z.object({ slug: text(150) }),
  output: Category,
  refuses: { unknown_category: 404, category_moved: 301 },
  tags: (_, { slug }) => [categoryTag(slug), categoryTree, aspectTag(allProducts, 'members')],
  run: async (ctx, { slug }) => {
    const page = await findCategoryPage(ctx.sql, slug)
    if (!page) return refuse('unknown_category', { detail: `No category has the address '${slug}'.` })
    if (page.slug !== slug) return refuse('category_moved', { slug: page.slug })
    return page
  },
})
