import { job } from '@merx/kernel'
import { deleteSigningKeys } from '../data/signing-keys.ts'
import { shownSince } from '../domain/key-times.ts'
import { readyToSign } from '../tokens/signing-key.ts'

/** A key is made before anybody waits for it, and goes when no token of it can be good. */
export const renewSigningKeys = job({
  name: 'accounts.renew-signing-keys',
  every: 3_600,
  run: async (ctx) => {
    await readyToSign(ctx)
    await deleteSigningKeys(ctx.sql, shownSince(ctx.now()))
  },
})
