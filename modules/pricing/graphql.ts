import { anyone, type GraphqlPart, lookup } from '@merx/kernel'
import { z } from 'zod'
import { MarketCode } from './domain/market.ts'
import { prices } from './queries/prices.ts'

export const graphql: GraphqlPart = {
  types: { MarketTaxMode: 'TaxMode', CreateMarketTaxMode: 'TaxMode', UpdateMarketTaxMode: 'TaxMode' },
  relations: [
    lookup(prices, {
      on: 'Variant',
      field: 'price',
      description: 'What it costs in a market; null where it is not sold',
      by: 'id',
      args: z.object({ market: MarketCode.optional().describe('Absent: the default one') }),
      access: anyone,
      input: (variantIds, { market }) => ({ market, variantIds }),
      itemKey: 'variantId',
    }),
  ],
}
