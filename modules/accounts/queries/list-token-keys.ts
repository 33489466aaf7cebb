import { anyone, query } from '@merx/kernel'
import { z } from 'zod'
import { publicKeys } from '../data/signing-keys.ts'
import { shownSince } from '../domain/key-times.ts'

const TokenKey = z
  .object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    use: z.literal('sig'),
    alg: z.literal('EdDSA'),
    kid: z.string(),
    x: z.string(),
  })
  .meta({ id: 'JsonWebKey' })

const form = { kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'EdDSA' } as const

export const listTokenKeys = query({
  name: 'accounts.list-token-keys',
  summary: 'The public keys that access tokens are verified with (RFC 7517); also under `/.well-known/jwks.json`.',
  rest: 'GET /token-keys',
  access: anyone,
  input: z.object({}),
  output: z.object({ keys: z.array(TokenKey) }).meta({ id: 'JsonWebKeySet' }),
  run: async (ctx) => ({
    keys: (await publicKeys(ctx.sql, shownSince(ctx.now()))).map(({ kid, publicKey: x }) => ({ ...form, kid, x })),
  }),
})
