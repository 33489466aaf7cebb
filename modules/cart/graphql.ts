import { type GraphqlPart, reference, subscription } from '@merx/kernel'
import { cartTopic } from './live.ts'
import { getCart } from './queries/get-cart.ts'

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
    reference({
      on: 'Wish',
      field: 'variant',
      description: 'What is wished for, as the catalogue knows it now',
      by: 'variantId',
      to: 'Variant',
    }),
  ],
  subscriptions: [subscription(cartTopic, { shows: getCart })],
}
