import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares what a caller shows with a secret, in the same time however much of it is right. No secret: nothing fits. */
export function secretKey(secret: string | undefined): (authorization: string | undefined) => boolean {
  if (secret === undefined) return () => false
  const expected = digest(secret)
  return (authorization) => {
    const shown = /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    return shown !== undefined && timingSafeEqual(digest(shown), expected)
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
