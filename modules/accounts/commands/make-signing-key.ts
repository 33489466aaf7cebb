import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { insertSigningKey } from '../data/signing-keys.ts'
import { newSigningKey } from '../tokens/new-signing-key.ts'

export const makeSigningKey = command({
  name: 'accounts.make-signing-key',
  summary: 'Makes a key for access tokens. Made twice at once there are two, and both are good.',
  access: internal,
  input: z.object({}),
  output: z.object({}),
  run: async (ctx) => {
    await insertSigningKey(ctx.sql, { ...newSigningKey(ctx), createdAt: ctx.now() })
    return {}
  },
})
