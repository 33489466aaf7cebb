import { type GraphqlPart, reference } from '@merx/kernel'

export const graphql: GraphqlPart = {
  types: { OrderTimelineEntryAxis: 'OrderAxis', OrderHistoryEntryAxis: 'OrderAxis' },
  relations: [
    reference({
      on: 'OrderLine',
      field: 'variant',
      description: 'What was bought, as the catalogue knows it now',
      by: 'variantId',
      to: 'Variant',
    }),
  ],
}
