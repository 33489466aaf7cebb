import { type GraphqlPart, reference } from '@merx/kernel'

export const graphql: GraphqlPart = {
  types: { FoundProductAvailability: 'Availability' },
  relations: [
    reference({
      on: 'FoundProduct',
      field: 'product',
      description: 'All of the product, priced in the default market',
      by: 'id',
      to: 'Product',
    }),
  ],
}
