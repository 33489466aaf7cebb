import { type GraphqlPart, reference, subscription } from '@merx/kernel'
import { orderTopic } from './live.ts'
import { getOrder } from './queries/get-order.ts'

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
  subscriptions: [subscription(orderTopic, { of: 'number', shows: getOrder })],
}
