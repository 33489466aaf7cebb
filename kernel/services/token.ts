import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Frame } from '../operations/frame.ts'

/** What one process vouches for to another: who calls. */
export type Identity = Pick<Frame, 'caller' | 'pool'>

export type Tokens = {
  /** For one module alone, good for at least the `shortest` time from now. */
  make(module: string, identity: Identity): string
  /** `undefined` for whatever is not a valid token for the module. */
  read(token: string, module: string): Identity | undefined
}

export const shortestSecret = 32

const lifetime = 30_000

/** Milliseconds for which a token is good at least when it is sent: one is sent again for as long as so much is left of it. */
export const shortest = 15_000

/** Milliseconds that the clocks of two machines may differ. */
const skew = 5_000

/** Callers whose tokens are kept; guests are all one. */
const mostKept = 5_000

const Caller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('guest') }),
  z.object({ kind: z.literal('user'), id: z.string(), session: z.string().optional() }),
  z.object({
    kind: z.literal('staff'),
    id: z.string(),
    permissions: z.union([z.literal('all'), z.array(z.string())]),
    session: z.string().optional(),
  }),
  z.object({ kind: z.literal('system') }),
])

const Claims = z.object({
  audience: z.string(),
  /** Milliseconds since 1970. */
  expires: z.int(),
  caller: Caller,
  pool: z.enum(['consumers', 'loads']).optional(),
})

type Claims = z.output<typeof Claims>

/**
 * `<claims>.<HMAC-SHA256 over them>`, both in base64url. There is one algorithm and no header that could name another. Who holds the secret
 * is one of Merx's own processes and is believed, in the ids and the credentials too that stand beside the calls. Both sides keep what they
 * made or verified: with every call anew it cost a third of it.
 */
export function createTokens(secret: string, now: () => number = Date.now): Tokens {
  if (secret.length < shortestSecret) throw new Error(`The services' secret has less than ${shortestSecret} characters`)
  const key = createSecretKey(secret, 'utf8')
  const made = new Map<string, { readonly token: string; readonly expires: number }>()
  const verified = new Map<string, Claims>()

  const sign = (claims: string): string => createHmac('sha256', key).update(claims).digest('base64url')

  const verify = (token: string): Claims | undefined => {
    const dot = token.indexOf('.')
    const text = token.slice(0, Math.max(dot, 0))
    if (!isEqual(token.slice(dot + 1), sign(text))) return undefined
    return Claims.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data
  }

  return {
    make: (module, { caller, pool }) => {
      const identity = JSON.stringify({ audience: module, caller, pool })
      const kept = made.get(identity)
      if (kept && kept.expires - now() >= shortest) return kept.token
      const expires = now() + lifetime
      const text = Buffer.from(JSON.stringify({ audience: module, caller, pool, expires })).toString('base64url')
      const token = `${text}.${sign(text)}`
      keep(made, identity, { token, expires })
      return token
    },
    read: (token, module) => {
      const known = verified.get(token)
      const claims = known ?? verify(token)
      if (!claims) return undefined
      const { audience, expires, caller, pool } = claims
      const left = expires - now()
      if (audience !== module || left < -skew || left > lifetime + skew) return undefined
      if (!known) keep(verified, token, claims)
      return pool ? { caller, pool } : { caller }
    },
  }
}

function keep<T>(entries: Map<string, T>, name: string, value: T): void {
  // most have expired by then
  if (entries.size >= mostKept) entries.clear()
  entries.set(name, value)
}

/** In the same time however much of it is right. */
function isEqual(given: string, expected: string): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected))
}
