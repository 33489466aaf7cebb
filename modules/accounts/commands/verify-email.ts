import { exchange, isRefused, whoever } from '@merx/kernel'
import { z } from 'zod'
import { beginSession } from '../begin-session.ts'
import { confirmAccount } from '../data/accounts.ts'
import { claimAttempt, forgetAttempt, giveBackAttempt } from '../data/attempts.ts'
import { spendLink } from '../data/letter-tokens.ts'
import { LinkToken, Password } from '../domain/fields.ts'
import { Admission } from '../domain/signed-in.ts'
import { emailVerified } from '../events.ts'
import { invalidLink, openLink } from '../open-link.ts'
import { checkPassword, isBusy } from '../passwords/password-hash.ts'
import { busy, invalidCredentials, tooManyAttempts } from '../refusals.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const verifyEmail = exchange({
  name: 'accounts.verify-email',
  summary:
    'Confirms a new account by the link of its mail and its password, and begins a session. A link alone would confirm what somebody else has asked for.',
  rest: 'POST /account/verification',
  access: whoever,
  audited: 'once done',
  input: z.object({ token: LinkToken, password: Password }),
  output: Admission,
  refuses: {
    invalid_link: 410,
    invalid_credentials: { status: 401, keeps: true },
    too_many_attempts: 429,
    busy: { status: 503, keeps: true },
  },
  prepare: async (ctx, { token }) => {
    if (isBusy(ctx)) return busy()
    const link = await openLink(ctx, token, ['verify_email'])
    if (isRefused(link)) return link
    const now = ctx.now()
    const { key, failures, nextAt } = await claimAttempt(ctx.sql, link.email, now)
    if (failures === null) return tooManyAttempts(nextAt, now)
    const { letterId, userId, passwordHash } = link
    return { letterId, userId, passwordHash, key: Buffer.from(key).toString('base64') }
  },
  external: async (ctx, { password }, { passwordHash }) => {
    await readyToSign(ctx)
    return checkPassword(ctx, password, passwordHash)
  },
  finalize: async (ctx, _input, { prepared: { letterId, userId, passwordHash, key }, outcome }) => {
    const at = ctx.now()
    if (outcome === 'busy') {
      await giveBackAttempt(ctx.sql, Buffer.from(key, 'base64'), at)
      return busy()
    }
    if (outcome === 'wrong' || passwordHash === null) return invalidCredentials()
    if (!(await confirmAccount(ctx.sql, { userId, passwordHash, at }))) return invalidLink()
    if (!(await spendLink(ctx.sql, letterId, at))) return invalidLink()
    ctx.publish(emailVerified, { userId })
    await forgetAttempt(ctx.sql, Buffer.from(key, 'base64'))
    return (await beginSession(ctx, { userId, proof: 'password' })) ?? invalidLink()
  },
})
