import { anyone, type GraphqlPart, lookup, reference, subscription } from '@merx/kernel'
import { stockTopic } from './live.ts'
import { availability } from './queries/availability.ts'

const stock = {
  field: 'stock',
  description: 'How many may be sold at this moment',
  access: anyone,
  input: (variantIds: readonly string[]) => ({ variantIds }),
  itemKey: 'variantId',
} as const

export const graphql: GraphqlPart = {
  fields: {
    'inventory.list-ledger': 'stockLedger',
  },
  types: {
    VariantAvailability: 'VariantStock',
    VariantStock: 'StockByPlace',
    VariantAvailabilityAvailability: 'Availability',
    LedgerEntry: 'StockLedgerEntry',
    LedgerEntryCause: 'StockLedgerCause',
  },
  relations: [
    lookup(availability, { on: 'Variant', by: 'id', ...stock }),
    lookup(availability, { on: 'ProductVariant', by: 'id', ...stock }),
    lookup(availability, { on: 'StockUpdate', by: 'variantId', ...stock }),
    reference({
      on: 'StockUpdate',
      field: 'variant',
      description: 'What it is; null for what is not sold',
      by: 'variantId',
      to: 'Variant',
    }),
    reference({
      on: 'StockLevel',
      field: 'variant',
      description: 'What lies there; null for what was never in the catalogue',
      by: 'variantId',
      to: 'Variant',
    }),
  ],
  subscriptions: [subscription(stockTopic, { of: 'variantId' })],
}
