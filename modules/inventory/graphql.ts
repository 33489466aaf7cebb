import { anyone, type GraphqlPart, lookup, reference } from '@merx/kernel'
import { availability } from './queries/availability.ts'

const stock = {
  field: 'stock',
  description: 'How many may be sold at this moment',
  by: 'id',
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
    lookup(availability, { on: 'Variant', ...stock }),
    lookup(availability, { on: 'ProductVariant', ...stock }),
    reference({
      on: 'StockLevel',
      field: 'variant',
      description: 'What lies there; null for what was never in the catalogue',
      by: 'variantId',
      to: 'Variant',
    }),
  ],
}
