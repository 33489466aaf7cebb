import { anyone, entity, extensible, type GraphqlPart, lookup, reference } from '@merx/kernel'
import { z } from 'zod'
import { products } from './queries/products.ts'
import { variants } from './queries/variants.ts'

export const graphql: GraphqlPart = {
  types: {
    SoldVariant: 'Variant',
    ProductCardAvailability: 'Availability',
    ProductVariantAvailability: 'Availability',
    ProductsSort: 'ProductSort',
    ProductStateStatus: 'ProductStatus',
    ProductAttributeType: 'AttributeType',
    AttributeStateType: 'AttributeType',
    CreateAttributeType: 'AttributeType',
  },
  entities: [
    entity('Variant', variants, { access: anyone, input: (ids) => ({ ids }), itemKey: 'id' }),
    entity('Product', products, { access: anyone, input: (ids) => ({ ids }), itemKey: 'id' }),
    extensible('ProductVariant', 'id'),
  ],
  relations: [
    lookup(products, {
      on: 'Variant',
      field: 'product',
      description: 'The product that it is a variant of; null where that is not sold',
      by: 'productId',
      args: z.object({
        market: z.string().max(20).optional().describe('Whose prices to show; absent: the default one'),
      }),
      access: anyone,
      input: (ids, { market }) => ({ ids, market }),
      itemKey: 'id',
    }),
    reference({
      on: 'ProductCard',
      field: 'product',
      description: 'All of the product, priced in the default market',
      by: 'id',
      to: 'Product',
    }),
  ],
}
