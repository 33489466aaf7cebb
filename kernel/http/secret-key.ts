import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares what a caller shows with a secret, in the same time however much of it is right. No secret: nothing fits. */
export function secretKey(secret: string | undefined): (authorization: string | undefined) => boolean {
  if (secret === undefined) return () => false
  const expected = digest(secret)
  return (authorization) => {
    const shown = bearerOf(authorization ?? '')
    return shown !== undefined && timingSafeEqual(digest(shown), expected)
  }
}

/** What is shown by `Authorization: Bearer`. */
export function bearerOf(authorization: string): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization)?.[1]
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
