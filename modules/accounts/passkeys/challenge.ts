import { newToken, type WorkContext } from '@merx/kernel'
import { insertChallenge, takeChallenge } from '../data/passkey-challenges.ts'
import type { UserId } from '../domain/ids.ts'
import { challengeIn } from '../domain/passkey.ts'

/** Milliseconds that an authenticator, and the person before it, may take. */
export const patience = 5 * 60_000

/** Something new to be signed: by this person's new passkey, or by any passkey of whoever logs in. */
export async function newChallenge(ctx: WorkContext, accountId?: UserId): Promise<string> {
  const challenge = newToken()
  const expiresAt = new Date(ctx.now().getTime() + patience)
  await insertChallenge(ctx.sql, { challenge, expiresAt, ...(accountId && { accountId }) })
  return challenge
}

/** The challenge that an answer names, if it was asked and is answered for the first time. */
export async function spendChallenge(
  ctx: WorkContext,
  clientDataJson: string,
  accountId?: UserId,
): Promise<string | undefined> {
  const challenge = challengeIn(clientDataJson)
  if (challenge === undefined) return undefined
  const isTaken = await takeChallenge(ctx.sql, { challenge, at: ctx.now(), ...(accountId && { accountId }) })
  return isTaken ? challenge : undefined
}
