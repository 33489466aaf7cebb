import { command, newToken, refuse, type WorkContext, whoever } from '@merx/kernel'
import { z } from 'zod'
import { beginSession } from '../begin-session.ts'
import { forgetAttemptsOf } from '../data/attempts.ts'
import { countFailure, deleteFactorChallenge, lockFactorChallenge } from '../data/factor-challenges.ts'
import { takeRecoveryCode } from '../data/recovery-codes.ts'
import { lockTotp, takeStep } from '../data/totp.ts'
import { insertTrustedDevice } from '../data/trusted-devices.ts'
import type { UserId } from '../domain/ids.ts'
import { mostFailures, SecondProof, trustLife } from '../domain/second-factor.ts'
import { SignedIn } from '../domain/signed-in.ts'
import { requestLetter } from '../request-letter.ts'
import { hashOfRecoveryCode } from '../second-factor/recovery-codes.ts'
import { openSecret } from '../second-factor/sealed-secret.ts'
import { stepOfCode } from '../second-factor/totp.ts'
import { secretHash } from '../tokens/refresh-token.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const passSecondFactor = command({
  name: 'accounts.pass-second-factor',
  summary: 'Begins the session of who has shown the first proof and now shows the second.',
  rest: 'POST /session/second-factor',
  access: whoever,
  audited: true,
  input: z.object({
    challenge: z.string().max(255).describe('What the first proof was answered with'),
    proof: SecondProof,
    trustDevice: z.boolean().default(false).describe('Whether this browser is not asked again for thirty days'),
  }),
  output: SignedIn,
  refuses: { invalid_challenge: 401, wrong_code: { status: 401, keeps: true } },
  read: readyToSign,
  async run(ctx, { challenge, proof, trustDevice }) {
    const tokenHash = secretHash(challenge)
    const at = ctx.now()
    const held = await lockFactorChallenge(ctx.sql, { tokenHash, mostFailures, at })
    if (!held) return invalidChallenge()
    const { userId } = held
    if (!(await isProven(ctx, userId, proof))) {
      await countFailure(ctx.sql, tokenHash)
      return refuse('wrong_code', {
        detail: 'The code is wrong, or was used already. A new one comes within half a minute.',
      })
    }
    await deleteFactorChallenge(ctx.sql, tokenHash)
    const session = await beginSession(ctx, { userId, proof: held.proof })
    if (!session) return invalidChallenge()
    // now that both proofs were shown nothing speaks against the next log-in
    await forgetAttemptsOf(ctx.sql, userId)
    if (proof.kind === 'recovery_code') await requestLetter(ctx, { userId, kind: 'recovery_code_used' })
    if (trustDevice) await trust(ctx, userId)
    return session
  },
})

async function isProven(ctx: WorkContext, userId: UserId, proof: SecondProof): Promise<boolean> {
  const at = ctx.now()
  switch (proof.kind) {
    case 'recovery_code':
      return takeRecoveryCode(ctx.sql, { accountId: userId, hash: hashOfRecoveryCode(proof.code), at })
    case 'totp': {
      const totp = await lockTotp(ctx.sql, userId)
      const step = totp?.isConfirmed ? stepOfCode(openSecret(ctx, totp.sealed), proof.code.trim(), at) : undefined
      return step !== undefined && takeStep(ctx.sql, { accountId: userId, step, at })
    }
  }
}

async function trust(ctx: WorkContext, userId: UserId): Promise<void> {
  const token = newToken()
  const at = ctx.now()
  const expiresAt = new Date(at.getTime() + trustLife)
  await insertTrustedDevice(ctx.sql, {
    tokenHash: secretHash(token),
    accountId: userId,
    agent: ctx.agent,
    at,
    expiresAt,
  })
  ctx.issue('device', token)
}

function invalidChallenge() {
  return refuse('invalid_challenge', { detail: 'That took too long, or too many codes were wrong. Log in again.' })
}
