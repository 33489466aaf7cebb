import { anyone, query } from '@merx/kernel'
import { z } from 'zod'
import { knownMarkets } from '../data/caches.ts'
import { Market } from '../domain/market.ts'

export const listMarkets = query({
  name: 'pricing.list-markets',
  summary: 'Lists the markets, the default one first.',
  rest: 'GET /markets',
  access: anyone,
  input: z.object({}),
  output: z.object({ items: z.array(Market) }).meta({ id: 'Markets' }),
  tags: () => ['markets'],
  run: async (ctx) => ({ items: [...(await knownMarkets(ctx))] }),
})
