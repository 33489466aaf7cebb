import { exchange, isRefused, refuse, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount, callersSessionId } from '../callers-account.ts'
import { replacePassword } from '../data/accounts.ts'
import { Password } from '../domain/fields.ts'
import { passwordFault } from '../domain/password-rules.ts'
import { endAllAccess } from '../end-access.ts'
import { checkPassword, hashPassword } from '../passwords/password-hash.ts'
import { askPassword, clearAttempts, returnAttempt } from '../prove-password.ts'
import { busy, invalidCredentials } from '../refusals.ts'
import { requestLetter } from '../request-letter.ts'

export const changePassword = exchange({
  name: 'accounts.change-password',
  summary: 'Sets a new password for who knows the old one, and ends all other sessions.',
  rest: 'PUT /account/password',
  access: signedIn,
  audited: 'once done',
  input: z.object({ current: Password, password: Password }),
  output: z.object({}),
  refuses: {
    no_account: 403,
    weak_password: 422,
    too_many_attempts: 429,
    invalid_credentials: { status: 401, keeps: true },
    busy: { status: 503, keeps: true },
  },
  prepare: async (ctx, { password }) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const asked = await askPassword(ctx, userId)
    if (isRefused(asked)) return asked
    const fault = passwordFault(password, asked)
    return fault ? refuse('weak_password', { detail: fault.detail, errors: [fault] }) : asked
  },
  external: async (ctx, { current, password }, { passwordHash }) => {
    const outcome = await checkPassword(ctx, current, passwordHash)
    return outcome === 'right' ? hashPassword(ctx, password) : outcome
  },
  finalize: async (ctx, _input, { prepared, outcome }) => {
    const { userId, passwordHash } = prepared
    if (outcome === 'busy') {
      await returnAttempt(ctx, prepared)
      return busy()
    }
    if (outcome === 'wrong' || passwordHash === null) return invalidCredentials()
    // two changes at once: the second no longer knows the password
    if (!(await replacePassword(ctx.sql, { userId, from: passwordHash, to: outcome.hash }))) return invalidCredentials()
    await clearAttempts(ctx, prepared)
    await endAllAccess(ctx, userId, callersSessionId(ctx))
    await requestLetter(ctx, { userId, kind: 'password_changed' })
    return {}
  },
})
