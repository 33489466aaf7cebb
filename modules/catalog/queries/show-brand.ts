import { can, query, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { findBrand } from '../data/brands.ts'
import { BrandState } from '../events.ts'

export const showBrand = query({
  name: 'catalog.show-brand',
  summary: 'Shows staff a brand with the version that an edit names.',
  rest: 'GET /admin/brands/{slug}',
  access: can('catalog:read'),
  input: z.object({ slug: text(150) }),
  output: BrandState,
  refuses: { unknown_brand: 404 },
  run: async (ctx, { slug }) => (await findBrand(ctx.sql, slug)) ?? refuse('unknown_brand'),
})
