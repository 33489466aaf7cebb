import { type GraphqlPart, reference } from '@merx/kernel'

export const graphql: GraphqlPart = {
  fields: { 'cart.merge': 'mergeCart' },
  relations: [
    reference({
      on: 'CartLine',
      field: 'variant',
      description: 'What is in the line, as the catalogue knows it now',
      by: 'variantId',
      to: 'Variant',
    }),
  ],
}
