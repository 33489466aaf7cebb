import { anyone, query } from '@merx/kernel'
import { z } from 'zod'
import { allBrands } from '../data/brand-pages.ts'
import { allProducts, aspectTag, brandList } from '../domain/tags.ts'

const BrandInList = z.object({ slug: z.string(), name: z.string(), productCount: z.int() }).meta({ id: 'BrandInList' })

export const listBrands = query({
  name: 'catalog.list-brands',
  summary: 'Lists the brands by name, with the number of their active products.',
  rest: 'GET /brands',
  access: anyone,
  input: z.object({}),
  output: z.object({ items: z.array(BrandInList) }).meta({ id: 'BrandList' }),
  tags: () => [brandList, aspectTag(allProducts, 'members')],
  run: async (ctx) => {
    const brands = await allBrands(ctx.sql)
    return { items: brands.map(({ slug, name, productCount }) => ({ slug, name, productCount })) }
  },
})
