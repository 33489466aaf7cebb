import { anyone, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { findBrandPage } from '../data/brand-pages.ts'
import { aspectTag, brandTag } from '../domain/tags.ts'

export const Brand = z
  .object({ slug: z.string(), name: z.string(), description: z.string(), productCount: z.int() })
  .meta({ id: 'Brand' })
export type Brand = z.output<typeof Brand>

export const getBrand = query({
  name: 'catalog.get-brand',
  summary: 'Shows a brand.',
  rest: 'GET /brands/{slug}',
  access: anyone,
  input: z.object({ slug: text(150) }),
  output: Brand,
  refuses: { unknown_brand: 404, brand_moved: 301 },
  tags: (_, { slug }) => [brandTag(slug), aspectTag(brandTag(slug), 'members')],
  run: async (ctx, { slug }) => {
    const page = await findBrandPage(ctx.sql, slug)
    if (!page) return refuse('unknown_brand', { detail: `No brand has the address '${slug}'.` })
    if (page.slug !== slug) return refuse('brand_moved', { slug: page.slug })
    return page
  },
})
