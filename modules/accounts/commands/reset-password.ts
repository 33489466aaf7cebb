import { exchange, isRefused, refuse, whoever } from '@merx/kernel'
import { z } from 'zod'
import { setPassword } from '../data/accounts.ts'
import { forgetAttemptsOf } from '../data/attempts.ts'
import { spendLink } from '../data/letter-tokens.ts'
import { LinkToken, Password } from '../domain/fields.ts'
import { passwordFault } from '../domain/password-rules.ts'
import { endAllAccess } from '../end-access.ts'
import { emailVerified } from '../events.ts'
import { invalidLink, openLink } from '../open-link.ts'
import { hashPassword, isBusy } from '../passwords/password-hash.ts'
import { busy } from '../refusals.ts'
import { requestLetter } from '../request-letter.ts'

export const resetPassword = exchange({
  name: 'accounts.reset-password',
  summary:
    'Sets a new password by the link of a mail and ends all sessions. Who reads the mail has shown that the address is theirs; whom staff invited begins with it.',
  rest: 'POST /account/password/reset',
  access: whoever,
  audited: 'once done',
  input: z.object({ token: LinkToken, password: Password }),
  output: z.object({}),
  refuses: { invalid_link: 410, weak_password: 422, busy: 503 },
  prepare: async (ctx, { token, password }) => {
    if (isBusy(ctx)) return busy()
    const link = await openLink(ctx, token, ['reset_password', 'invitation'])
    if (isRefused(link)) return link
    const fault = passwordFault(password, link)
    if (fault) return refuse('weak_password', { detail: fault.detail, errors: [fault] })
    const { letterId, userId } = link
    return { letterId, userId }
  },
  external: (ctx, { password }) => hashPassword(ctx, password),
  finalize: async (ctx, _input, { prepared: { letterId, userId }, outcome }) => {
    if (outcome === 'busy') return busy()
    const at = ctx.now()
    if (!(await spendLink(ctx.sql, letterId, at))) return invalidLink()
    const changed = await setPassword(ctx.sql, { userId, passwordHash: outcome.hash, at })
    if (!changed) return invalidLink()
    await endAllAccess(ctx, userId)
    await forgetAttemptsOf(ctx.sql, userId)
    if (changed.isFirstProof) ctx.publish(emailVerified, { userId })
    await requestLetter(ctx, { userId, kind: 'password_changed' })
    return {}
  },
})
