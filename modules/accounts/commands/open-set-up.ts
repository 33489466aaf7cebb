import { command, internal, newToken } from '@merx/kernel'
import { z } from 'zod'
import { putSetUp } from '../data/set-up.ts'
import { secretHash } from '../tokens/refresh-token.ts'

const life = 48 * 60 * 60 * 1_000

export const openSetUp = command({
  name: 'accounts.open-set-up',
  summary: 'Gives the token of the link by which the first administrator is made: once, while there is none.',
  access: internal,
  input: z.object({}),
  output: z.object({ token: z.string().nullable() }).meta({ id: 'SetUpOpened' }),
  run: async (ctx) => {
    const token = newToken()
    const at = ctx.now()
    const expiresAt = new Date(at.getTime() + life)
    return { token: (await putSetUp(ctx.sql, { tokenHash: secretHash(token), at, expiresAt })) ? token : null }
  },
})
