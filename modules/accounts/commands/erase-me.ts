import { exchange, isRefused, refuse, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount, callersSessionId } from '../callers-account.ts'
import { claimAttempt, forgetAttempt, giveBackAttempt } from '../data/attempts.ts'
import { eraseAccount, findProofs } from '../data/erase-account.ts'
import { lockRoles, lockStanding } from '../data/staff-locks.ts'
import { Password } from '../domain/fields.ts'
import { endAllAccess } from '../end-access.ts'
import { userErased } from '../events.ts'
import { checkPassword, isBusy } from '../passwords/password-hash.ts'
import { busy, invalidCredentials, tooManyAttempts } from '../refusals.ts'
import { isLastAdministrator, lastAdministrator, unknownAccount } from '../staff-rules.ts'

/** Milliseconds for which who has logged in needs no further proof. */
const recently = 10 * 60 * 1_000

export const eraseMe = exchange({
  name: 'accounts.erase-me',
  summary:
    'Erases the person and what the shop keeps about him; orders stay, without him. Asks for the password, or a log-in of the last minutes.',
  rest: 'POST /account/erasure',
  access: signedIn,
  audited: 'once done',
  input: z.object({ password: Password.optional() }),
  output: z.object({}),
  refuses: {
    no_account: 403,
    unknown_account: 404,
    proof_needed: 403,
    invalid_credentials: { status: 401, keeps: true },
    too_many_attempts: 429,
    last_administrator: 409,
    busy: { status: 503, keeps: true },
  },
  prepare: async (ctx, { password }) => {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    const now = ctx.now()
    const proofs = await findProofs(ctx.sql, userId, callersSessionId(ctx))
    if (!proofs) return unknownAccount()
    if (password === undefined) {
      const isRecent = proofs.begunAt !== null && now.getTime() - proofs.begunAt.getTime() <= recently
      return isRecent ? { userId, key: null, passwordHash: null } : proofNeeded()
    }
    if (isBusy(ctx)) return busy()
    const { key, failures, nextAt } = await claimAttempt(ctx.sql, proofs.email, now)
    if (failures === null) return tooManyAttempts(nextAt, now)
    return { userId, key: Buffer.from(key).toString('base64'), passwordHash: proofs.passwordHash }
  },
  external: async (ctx, { password }, { passwordHash }) =>
    password === undefined ? 'right' : checkPassword(ctx, password, passwordHash),
  finalize: async (ctx, _input, { prepared: { userId, key }, outcome }) => {
    ctx.about({ userId })
    const attempt = key === null ? undefined : Buffer.from(key, 'base64')
    if (outcome === 'busy') {
      if (attempt) await giveBackAttempt(ctx.sql, attempt, ctx.now())
      return busy()
    }
    if (outcome === 'wrong') return invalidCredentials()
    await lockRoles(ctx.sql)
    const standing = await lockStanding(ctx.sql, userId)
    // somebody asked twice at once
    if (!standing) return {}
    if (await isLastAdministrator(ctx, userId, standing)) return lastAdministrator()
    await endAllAccess(ctx, userId)
    await eraseAccount(ctx.sql, userId)
    if (attempt) await forgetAttempt(ctx.sql, attempt)
    ctx.publish(userErased, { userId })
    ctx.withdraw('access')
    ctx.withdraw('refresh')
    return {}
  },
})

function proofNeeded() {
  return refuse('proof_needed', {
    detail: 'This cannot be undone: send your password along, or log in anew and try again.',
  })
}
