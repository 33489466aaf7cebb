import { createHash } from 'node:crypto'

/** What is stored of a token. The token has 256 random bits, so a plain hash cannot be guessed backwards. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
