import { command, isRefused, whoever } from '@merx/kernel'
import { z } from 'zod'
import { forgetAttemptsOf } from '../data/attempts.ts'
import { spendLink } from '../data/letter-tokens.ts'
import { LinkToken } from '../domain/fields.ts'
import { invalidLink, openLink } from '../open-link.ts'

export const unlock = command({
  name: 'accounts.unlock',
  summary:
    'Lets the owner of an account try again at once, by the link that was sent when too many log-ins had failed.',
  rest: 'POST /account/unlocking',
  access: whoever,
  audited: true,
  input: z.object({ token: LinkToken }),
  output: z.object({}),
  refuses: { invalid_link: 410 },
  run: async (ctx, { token }) => {
    const link = await openLink(ctx, token, ['unlock'])
    if (isRefused(link)) return link
    if (!(await spendLink(ctx.sql, link.letterId, ctx.now()))) return invalidLink()
    await forgetAttemptsOf(ctx.sql, link.userId)
    return {}
  },
})
