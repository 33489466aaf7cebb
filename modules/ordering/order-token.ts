import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The secret that opens an order, 256 bits. It follows from the cart's token, which only the buyer holds, so that a replayed checkout
 * hands out the same one although no more than its hash is stored.
 */
export function orderTokenOf(cartToken: string, orderId: string): string {
  return createHmac('sha256', cartToken).update(`merx order ${orderId}`).digest('base64url')
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

const nobody = tokenHash('')

/** Whether the token is one of an order's, in the same time whether there is such an order, and however much of the token is right. */
export function opens(token: string | undefined, hashes: readonly Uint8Array[]): boolean {
  const shown = tokenHash(token ?? '')
  const known = hashes.length === 0 ? [nobody] : hashes
  const fits = known.map((hash) => timingSafeEqual(shown, hash))
  return token !== undefined && token !== '' && hashes.length > 0 && fits.includes(true)
}
