import { command, isRefused, refuse, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { insertPasskey } from '../data/passkeys.ts'
import { MadePasskey, PasskeyTitle } from '../domain/passkey.ts'
import { freshAccount } from '../fresh-session.ts'
import { spendChallenge } from '../passkeys/challenge.ts'
import { relyingParty } from '../passkeys/relying-party.ts'
import { verifyMade } from '../passkeys/verify.ts'
import { requestLetter } from '../request-letter.ts'

export const addPasskey = command({
  name: 'accounts.add-passkey',
  summary: 'Adds the passkey that an authenticator made: it logs the caller in from now on.',
  rest: 'POST /account/passkeys',
  access: signedIn,
  audited: true,
  input: z.object({ passkey: MadePasskey, name: PasskeyTitle }),
  output: z.object({}),
  refuses: { no_account: 403, log_in_again: 403, invalid_passkey: 422, passkey_in_use: 409 },
  async run(ctx, { passkey, name }) {
    const userId = await freshAccount(ctx)
    if (isRefused(userId)) return userId
    const challenge = await spendChallenge(ctx, passkey.clientDataJson, userId)
    const verified = challenge && (await verifyMade(passkey, { challenge, party: relyingParty(ctx) }))
    if (!verified)
      return refuse('invalid_passkey', {
        detail: 'The authenticator answered something else than it was asked. Try again.',
      })
    const row = { ...verified, accountId: userId, transports: passkey.transports, name, at: ctx.now() }
    if (!(await insertPasskey(ctx.sql, row)))
      return refuse('passkey_in_use', { detail: 'This passkey was added before.' })
    await requestLetter(ctx, { userId, kind: 'passkey_added' })
    return {}
  },
})
