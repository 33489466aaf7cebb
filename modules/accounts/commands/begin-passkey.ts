import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { findContact } from '../data/accounts.ts'
import { passkeysOf } from '../data/passkeys.ts'
import { PasskeyCreation, Transport } from '../domain/passkey.ts'
import { freshAccount } from '../fresh-session.ts'
import { newChallenge, patience } from '../passkeys/challenge.ts'
import { relyingParty } from '../passkeys/relying-party.ts'
import { algorithms } from '../passkeys/verify.ts'

export const beginPasskey = command({
  name: 'accounts.begin-passkey',
  summary: 'Begins to add a passkey: what the browser asks its authenticator for.',
  rest: 'POST /account/passkeys/creation',
  access: signedIn,
  input: z.object({}),
  output: PasskeyCreation,
  refuses: { no_account: 403, log_in_again: 403 },
  async run(ctx) {
    const userId = await freshAccount(ctx)
    if (isRefused(userId)) return userId
    const contact = await findContact(ctx.sql, userId)
    const known = await passkeysOf(ctx.sql, userId)
    const { id, name } = relyingParty(ctx)
    return {
      challenge: await newChallenge(ctx, userId),
      relyingParty: { id, name },
      // the id tells an authenticator apart whose passkeys it has, and says nothing of the person
      user: {
        id: Buffer.from(userId).toString('base64url'),
        name: contact?.email ?? '',
        displayName: contact?.name || contact?.email || '',
      },
      algorithms: [...algorithms],
      excluded: known.map(({ credentialId, transports }) => ({
        id: credentialId,
        transports: z.array(Transport).parse(transports),
      })),
      timeout: patience,
    }
  },
})
