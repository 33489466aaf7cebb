import { query, whoever } from '@merx/kernel'
import { z } from 'zod'
import { issuers } from '../identities/issuers.ts'

export const listIssuers = query({
  name: 'accounts.list-issuers',
  summary: 'Who else may vouch for people who log in: the buttons of the page.',
  rest: 'GET /session/issuers',
  access: whoever,
  input: z.object({}),
  output: z
    .object({ items: z.array(z.object({ code: z.string(), name: z.string() }).meta({ id: 'Issuer' })) })
    .meta({ id: 'Issuers' }),
  async run(ctx) {
    return { items: ctx.seam(issuers).map(({ code, name }) => ({ code, name })) }
  },
})
