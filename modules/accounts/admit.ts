import { newToken, type WorkContext } from '@merx/kernel'
import { beginSession } from './begin-session.ts'
import { insertFactorChallenge } from './data/factor-challenges.ts'
import { secondFactorOf } from './data/second-factors.ts'
import type { UserId } from './domain/ids.ts'
import { challengeLife } from './domain/second-factor.ts'
import type { SessionProof } from './domain/session.ts'
import type { Admission } from './domain/signed-in.ts'
import { secretHash } from './tokens/refresh-token.ts'

/**
 * Lets in who has shown one proof: begins the session, or asks for the second proof where the account has one and the browser is not trusted.
 * `undefined` where the account may not log in. `readyToSign` comes before the unit of work.
 */
export async function admit(
  ctx: WorkContext,
  { userId, proof }: { readonly userId: UserId; readonly proof: SessionProof },
): Promise<Admission | undefined> {
  const device = ctx.credential('device')
  const at = ctx.now()
  const asked = await secondFactorOf(ctx.sql, { userId, device: device === undefined ? null : secretHash(device), at })
  if (!asked.isSet || asked.isTrusted) return beginSession(ctx, { userId, proof })
  const challenge = newToken()
  const expiresAt = new Date(at.getTime() + challengeLife)
  await insertFactorChallenge(ctx.sql, { tokenHash: secretHash(challenge), userId, proof, expiresAt })
  const methods = asked.recoveryCodes > 0 ? (['totp', 'recovery_code'] as const) : (['totp'] as const)
  return { status: 'second_factor_needed', challenge, methods: [...methods] }
}
