import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { renamePasskey as rename } from '../data/passkeys.ts'
import { CredentialId, PasskeyTitle } from '../domain/passkey.ts'
import { unknownPasskey } from '../refusals.ts'

export const renamePasskey = command({
  name: 'accounts.rename-passkey',
  summary: 'Calls a passkey of the caller something else.',
  rest: 'PATCH /account/passkeys/{id}',
  access: signedIn,
  input: z.object({ id: CredentialId, name: PasskeyTitle }),
  output: z.object({}),
  refuses: { no_account: 403, unknown_passkey: 404 },
  async run(ctx, { id, name }) {
    const userId = callersAccount(ctx)
    if (isRefused(userId)) return userId
    return (await rename(ctx.sql, { accountId: userId, credentialId: id, name })) ? {} : unknownPasskey()
  },
})
