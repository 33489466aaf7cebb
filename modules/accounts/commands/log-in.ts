import { exchange, isRefused, whoever } from '@merx/kernel'
import { z } from 'zod'
import { admit } from '../admit.ts'
import { claimAttempt, forgetAttempt, giveBackAttempt } from '../data/attempts.ts'
import { locksAt } from '../domain/attempts.ts'
import { BotToken, Login, Password } from '../domain/fields.ts'
import { UserId } from '../domain/ids.ts'
import { Admission } from '../domain/signed-in.ts'
import { checkPassword, isBusy } from '../passwords/password-hash.ts'
import { proveHuman } from '../prove-human.ts'
import { busy, invalidCredentials, tooManyAttempts } from '../refusals.ts'
import { requestLetter } from '../request-letter.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const logIn = exchange({
  name: 'accounts.log-in',
  summary: 'Begins a session for who shows a password. Whether there is such an account shows in no answer.',
  rest: 'POST /session',
  access: whoever,
  audited: 'once done',
  input: z.object({ login: Login, password: Password, botToken: BotToken }),
  output: Admission,
  refuses: {
    invalid_credentials: { status: 401, keeps: true },
    bot_suspected: { status: 422, keeps: true },
    too_many_attempts: 429,
    busy: { status: 503, keeps: true },
  },
  prepare: async (ctx, { login }) => {
    if (isBusy(ctx)) return busy()
    const now = ctx.now()
    const { key, failures, nextAt, userId, passwordHash } = await claimAttempt(ctx.sql, login, now)
    if (failures === null) return tooManyAttempts(nextAt, now)
    return { key: Buffer.from(key).toString('base64'), failures, userId, passwordHash }
  },
  external: async (ctx, { password, botToken: token }, { passwordHash }) => {
    const refusal = await proveHuman(ctx, { action: 'log-in', token })
    if (refusal) return refusal
    await readyToSign(ctx)
    return checkPassword(ctx, password, passwordHash)
  },
  finalize: async (ctx, _input, { prepared, outcome }) => {
    const key = Buffer.from(prepared.key, 'base64')
    if (prepared.userId !== null) ctx.about({ userId: prepared.userId })
    if (outcome === 'busy' || isRefused(outcome)) {
      await giveBackAttempt(ctx.sql, key, ctx.now())
      return outcome === 'busy' ? busy() : outcome
    }
    if (outcome === 'right' && prepared.userId !== null) {
      const admission = await admit(ctx, { userId: UserId.parse(prepared.userId), proof: 'password' })
      if (admission) {
        // with one proof of two it counts on: whoever knows the password alone must not guess codes without end
        if (admission.status === 'signed_in') await forgetAttempt(ctx.sql, key)
        return admission
      }
    }
    if (prepared.failures === locksAt) await requestLetter(ctx, { userId: prepared.userId, kind: 'unlock' })
    return invalidCredentials()
  },
})
