import { createHash, createHmac } from 'node:crypto'
import { newToken } from '@merx/kernel'

/**
 * `<family>.<secret>`: the first part stays for the life of the session, the second is good once. So a secret that was spent is told from
 * one that nobody ever had, and no list of spent ones is kept.
 */
export type RefreshToken = { readonly family: string; readonly secret: string }

export function newRefreshToken(): RefreshToken {
  return { family: newToken(), secret: newToken() }
}

export function readRefreshToken(text: string | undefined): RefreshToken | undefined {
  const [, family, secret] = /^([\w-]{43})\.([\w-]{43})$/.exec(text ?? '') ?? []
  return family !== undefined && secret !== undefined ? { family, secret } : undefined
}

export function writeRefreshToken({ family, secret }: RefreshToken): string {
  return `${family}.${secret}`
}

/**
 * The secret after this one. It follows from both what the client holds and a salt that the session keeps: the same client that asks twice at
 * once gets the same, who has read the database or an old token alone gets nothing.
 */
export function nextSecret(secret: string, salt: Uint8Array): string {
  return createHmac('sha256', salt).update(secret).digest('base64url')
}

export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
