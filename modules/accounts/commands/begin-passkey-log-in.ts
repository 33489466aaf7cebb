import { command, whoever } from '@merx/kernel'
import { z } from 'zod'
import { PasskeyRequest } from '../domain/passkey.ts'
import { newChallenge, patience } from '../passkeys/challenge.ts'
import { relyingParty } from '../passkeys/relying-party.ts'

export const beginPasskeyLogIn = command({
  name: 'accounts.begin-passkey-log-in',
  summary:
    'Begins a log-in by passkey: what the browser asks its authenticator to sign. Nobody is named; the passkey says whose it is.',
  rest: 'POST /session/passkey/request',
  access: whoever,
  input: z.object({}),
  output: PasskeyRequest,
  async run(ctx) {
    return { challenge: await newChallenge(ctx), relyingPartyId: relyingParty(ctx).id, timeout: patience }
  },
})
