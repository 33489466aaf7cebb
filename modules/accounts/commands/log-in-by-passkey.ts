import { command, refuse, whoever } from '@merx/kernel'
import { z } from 'zod'
import { beginSession } from '../begin-session.ts'
import { lockPasskey, markUsed } from '../data/passkeys.ts'
import { ShownPasskey } from '../domain/passkey.ts'
import { SignedIn } from '../domain/signed-in.ts'
import { spendChallenge } from '../passkeys/challenge.ts'
import { relyingParty } from '../passkeys/relying-party.ts'
import { verifyShown } from '../passkeys/verify.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const logInByPasskey = command({
  name: 'accounts.log-in-by-passkey',
  summary:
    'Begins a session for who shows a passkey. The authenticator has checked the person, so no other proof is asked for.',
  rest: 'POST /session/passkey',
  access: whoever,
  audited: true,
  input: z.object({ passkey: ShownPasskey }),
  output: SignedIn,
  refuses: { invalid_passkey: { status: 401, keeps: true } },
  read: readyToSign,
  async run(ctx, { passkey }) {
    // the challenge is spent also by an answer that is none
    const challenge = await spendChallenge(ctx, passkey.clientDataJson)
    const known = challenge === undefined ? undefined : await lockPasskey(ctx.sql, passkey.id)
    if (challenge === undefined || !known) return invalidPasskey()
    const counter = await verifyShown(passkey, known, { challenge, party: relyingParty(ctx) })
    if (counter === undefined) return invalidPasskey()
    const session = await beginSession(ctx, { userId: known.accountId, proof: 'passkey' })
    if (!session) return invalidPasskey()
    await markUsed(ctx.sql, { credentialId: passkey.id, counter, at: ctx.now() })
    return session
  },
})

function invalidPasskey() {
  return refuse('invalid_passkey', {
    detail: 'No account of this shop has this passkey any more, or the answer came too late.',
  })
}
