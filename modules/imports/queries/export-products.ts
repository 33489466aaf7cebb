import { productPage } from '@merx/catalog'
import { can, id, query } from '@merx/kernel'
import { listMarkets } from '@merx/pricing'
import { z } from 'zod'
import { headOf, lineOf, sheetLinesOf } from '../formats/write-goods.ts'

const ProductId = id<'ProductId'>()

export const exportProducts = query({
  name: 'imports.export-products',
  summary:
    'Gives the products out as an import takes them, a page at a time: the texts of the pages, one behind the other, are the file.',
  rest: 'GET /admin/exports/products',
  access: can('catalog:read'),
  input: z.object({
    format: z.enum(['csv', 'lines']).default('csv'),
    limit: z.int().min(1).max(500).default(100),
    /** `next` of the page before. */
    after: ProductId.optional(),
  }),
  output: z
    .object({ text: z.string(), products: z.int(), next: ProductId.nullable() })
    .meta({ id: 'ExportedProducts' }),
  run: async (ctx, { format, limit, after }) => {
    const { items } = await ctx.call(productPage, { after, limit: limit + 1 })
    const page = items.slice(0, limit)
    // archived products are out of the shop for good: an import would bring them back into files only
    const given = page.filter(({ state }) => state.status !== 'archived')
    const next = items.length > limit ? (page.at(-1)?.state.id ?? null) : null
    if (format === 'lines') return { text: given.map(lineOf).join(''), products: given.length, next }
    const markets = (await ctx.call(listMarkets, {})).items.map(({ code }) => code)
    const lines = given.map((product) => sheetLinesOf(product, markets))
    return {
      text: [...(after === undefined ? [headOf(markets)] : []), ...lines].join(''),
      products: given.length,
      next,
    }
  },
})
