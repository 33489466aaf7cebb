import { type CryptoKey, errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Permissions } from '../domain/permissions.ts'
import type { SigningKey } from './signing-key.ts'

/** Seconds for which an access token is good. */
export const accessLife = 10 * 60

// the only one: what a token says of itself chooses nothing
const algorithm = 'EdDSA'
const type = 'at+jwt'
const issuer = 'merx'
const audience = 'merx'

const Claims = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  /** Seconds since 1970, with fractions: what is void from a moment on is told from what came after it. */
  iat: z.number(),
  exp: z.number(),
  /** Set for staff. */
  permissions: z.union([z.literal('all'), z.array(z.string())]).optional(),
})

export type AccessClaims = z.output<typeof Claims>

export type AccessSubject = {
  readonly userId: string
  readonly sessionId: string
  readonly permissions?: Permissions
}

/** A JWT (RFC 9068) that every process of the shop, and whoever reads `/.well-known/jwks.json`, can verify by itself. */
export function signAccessToken({ kid, key }: SigningKey, subject: AccessSubject, now: Date): Promise<string> {
  const { userId, sessionId, permissions } = subject
  const iat = now.getTime() / 1_000
  return new SignJWT({ sid: sessionId, iat, ...(permissions && { permissions }) })
    .setProtectedHeader({ alg: algorithm, typ: type, kid })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(Math.floor(iat) + accessLife)
    .sign(key)
}

type KeyOf = (kid: string) => Promise<CryptoKey | undefined>

/** What a token says, if a key of the shop signed it for the shop. Throws the library's error where it did not, or the time is over. */
export async function verifyAccessToken(token: string, keyOf: KeyOf, now: Date): Promise<AccessClaims> {
  const { payload } = await jwtVerify(
    token,
    async ({ kid = '' }) => {
      const key = await keyOf(kid)
      if (!key) throw new errors.JWKSNoMatchingKey()
      return key
    },
    { algorithms: [algorithm], issuer, audience, typ: type, currentDate: now },
  )
  const claims = Claims.safeParse(payload)
  if (!claims.success) throw new errors.JWTInvalid('The token does not say what those of the shop say')
  return claims.data
}
