import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { deletePasskey } from '../data/passkeys.ts'
import { CredentialId } from '../domain/passkey.ts'
import { freshAccount } from '../fresh-session.ts'
import { unknownPasskey } from '../refusals.ts'
import { requestLetter } from '../request-letter.ts'

export const removePasskey = command({
  name: 'accounts.remove-passkey',
  summary: 'Takes a passkey away: it logs nobody in any more.',
  rest: 'DELETE /account/passkeys/{id}',
  access: signedIn,
  audited: true,
  input: z.object({ id: CredentialId }),
  output: z.object({}),
  refuses: { no_account: 403, log_in_again: 403, unknown_passkey: 404 },
  async run(ctx, { id }) {
    const userId = await freshAccount(ctx)
    if (isRefused(userId)) return userId
    if (!(await deletePasskey(ctx.sql, { accountId: userId, credentialId: id }))) return unknownPasskey()
    await requestLetter(ctx, { userId, kind: 'passkey_removed' })
    return {}
  },
})
