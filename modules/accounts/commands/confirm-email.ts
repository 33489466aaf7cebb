import { command, isRefused, refuse, whoever } from '@merx/kernel'
import { z } from 'zod'
import { setEmail } from '../data/accounts.ts'
import { spendLink } from '../data/letter-tokens.ts'
import { lockWord } from '../data/locks.ts'
import { LinkToken } from '../domain/fields.ts'
import { emailVerified } from '../events.ts'
import { invalidLink, openLink } from '../open-link.ts'
import { requestLetter } from '../request-letter.ts'

export const confirmEmail = command({
  name: 'accounts.confirm-email',
  summary: 'Gives an account the address that the link was sent to, and tells the one that it had.',
  rest: 'POST /account/email/confirmation',
  access: whoever,
  audited: true,
  input: z.object({ token: LinkToken }),
  output: z.object({}),
  refuses: { invalid_link: 410, email_taken: 409 },
  run: async (ctx, { token }) => {
    const link = await openLink(ctx, token, ['confirm_new_email'])
    if (isRefused(link)) return link
    const { letterId, userId, recipient, email: before } = link
    const at = ctx.now()
    if (!(await spendLink(ctx.sql, letterId, at))) return invalidLink()
    await lockWord(ctx.sql, 'email', recipient)
    if (!(await setEmail(ctx.sql, { userId, email: recipient, at })))
      return refuse('email_taken', { detail: 'Another account has this address by now. Log in to that one.' })
    ctx.publish(emailVerified, { userId })
    await requestLetter(ctx, { userId, kind: 'email_changed', recipient: before })
    return {}
  },
})
