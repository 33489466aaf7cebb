import type { Refusal, WorkContext } from '@merx/kernel'
import { noAccount } from './callers-account.ts'
import { findCredentials } from './data/accounts.ts'
import { claimAttempt, forgetAttempt, giveBackAttempt } from './data/attempts.ts'
import type { UserId } from './domain/ids.ts'
import { tooManyAttempts } from './refusals.ts'

/** A password that somebody who is logged in is asked for: he who sits down at an open screen is not to guess it. */
export type AskedPassword = {
  readonly userId: UserId
  readonly email: string
  readonly name: string
  readonly username: string | null
  readonly passwordHash: string | null
  /** Under which the attempt is counted, in base64. */
  readonly key: string
}

/** Counts an attempt, before the password is looked at. */
export async function askPassword(
  ctx: WorkContext,
  userId: UserId,
): Promise<AskedPassword | Refusal<'too_many_attempts' | 'no_account'>> {
  const account = await findCredentials(ctx.sql, userId)
  if (!account) return noAccount()
  const now = ctx.now()
  const { key, failures, nextAt } = await claimAttempt(ctx.sql, account.email, now)
  if (failures === null) return tooManyAttempts(nextAt, now)
  return { ...account, userId, key: Buffer.from(key).toString('base64') }
}

/** The password was right. */
export function clearAttempts(ctx: WorkContext, { key }: Pick<AskedPassword, 'key'>): Promise<void> {
  return forgetAttempt(ctx.sql, Buffer.from(key, 'base64'))
}

/** Nobody looked at it. */
export function returnAttempt(ctx: WorkContext, { key }: Pick<AskedPassword, 'key'>): Promise<void> {
  return giveBackAttempt(ctx.sql, Buffer.from(key, 'base64'), ctx.now())
}
