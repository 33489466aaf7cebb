import { internal, query, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findContact } from '../data/accounts.ts'
import { UserId } from '../domain/ids.ts'

const Contact = z
  .object({ userId: UserId, email: z.string(), emailVerified: z.boolean(), name: z.string(), locale: z.string() })
  .meta({ id: 'AccountContact' })

export const contact = query({
  name: 'accounts.contact',
  summary: 'How to reach a person, and whether the address is known to be theirs.',
  access: internal,
  input: z.object({ userId: UserId }),
  output: Contact,
  refuses: { unknown_user: 404 },
  run: async (ctx, { userId }) => (await findContact(ctx.sql, userId)) ?? refuse('unknown_user'),
})
