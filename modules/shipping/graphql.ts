import type { GraphqlPart } from '@merx/kernel'

export const graphql: GraphqlPart = {
  fields: {
    'shipping.list-zones': 'shippingZones',
    'shipping.save-zone': 'saveShippingZone',
    'shipping.remove-zone': 'removeShippingZone',
  },
}
