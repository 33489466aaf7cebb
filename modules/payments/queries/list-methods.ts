import { anyone, query } from '@merx/kernel'
import { z } from 'zod'
import { paymentProviders } from '../payment-providers.ts'

export const listMethods = query({
  name: 'payments.list-methods',
  summary: 'Lists the ways to pay, in the order in which to offer them.',
  rest: 'GET /payment-methods',
  access: anyone,
  input: z.object({}),
  output: z
    .object({
      items: z.array(
        z
          .object({ provider: z.string(), name: z.string(), kind: z.enum(['online', 'on_delivery']) })
          .meta({ id: 'PaymentMethod' }),
      ),
    })
    .meta({ id: 'PaymentMethods' }),
  async run(ctx) {
    return { items: ctx.seam(paymentProviders).map(({ code, name, kind }) => ({ provider: code, name, kind })) }
  },
})
