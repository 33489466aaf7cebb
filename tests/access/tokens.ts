import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { newId } from '@merx/kernel'
import type { Database } from '@merx/kernel/server'
import { SignJWT, UnsecuredJWT } from 'jose'

/** Of whom a token speaks; `permissions` where it is one of the staff. */
type Subject = { readonly id: string; readonly permissions?: readonly string[] }

/** Makes access tokens as the shop does, and such as it must not take. */
export type Tokens = {
  good(subject: Subject): Promise<string>
  expired(subject: Subject): Promise<string>
  /** For another shop, by the key of this one. */
  misdirected(subject: Subject): Promise<string>
  /** Names the key of the shop and is signed by another. */
  forged(subject: Subject): Promise<string>
  /** Says that it needs no signature. */
  unsigned(subject: Subject): string
}

const kid = 'key-of-the-access-test'

/** Puts a key among those that the shop signs with, so that any claims can be signed. */
export async function createTokens(sql: Database['web']): Promise<Tokens> {
  const own = generateKeyPairSync('ed25519')
  const stranger = generateKeyPairSync('ed25519')
  await sql`
    insert into accounts.signing_key (kid, public_key, sealed, created_at)
    values (${kid}, ${own.publicKey.export({ format: 'jwk' }).x ?? ''}, ${Buffer.alloc(0)}, now())`
  return {
    good: (subject) => sign(own.privateKey, subject),
    expired: (subject) => sign(own.privateKey, subject, { expires: '-1 minute' }),
    misdirected: (subject) => sign(own.privateKey, subject, { audience: 'another-shop' }),
    forged: (subject) => sign(stranger.privateKey, subject),
    unsigned: (subject) =>
      new UnsecuredJWT(claimsOf(subject))
        .setSubject(subject.id)
        .setIssuer('merx')
        .setAudience('merx')
        .setIssuedAt()
        .setExpirationTime('10 minutes')
        .encode(),
  }
}

function sign(
  key: KeyObject,
  subject: Subject,
  { expires = '10 minutes', audience = 'merx' }: { readonly expires?: string; readonly audience?: string } = {},
): Promise<string> {
  return new SignJWT(claimsOf(subject))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
    .setSubject(subject.id)
    .setIssuer('merx')
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key)
}

function claimsOf({ permissions }: Subject) {
  return { sid: newId(), ...(permissions && { permissions: [...permissions] }) }
}
