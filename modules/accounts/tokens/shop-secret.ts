import { hkdfSync, randomBytes } from 'node:crypto'
import { type FreeContext, seam } from '@merx/kernel'

/**
 * What private keys are sealed by in the database. Processes that hold another one, or one of their own as without a composition, cannot sign
 * with each other's keys and make their own; all of them verify with the public halves of all.
 */
export const shopSecret = seam('accounts.shop-secret', () => randomBytes(32).toString('base64url'))

export function sealingKey(ctx: Pick<FreeContext, 'seam'>): Buffer {
  return Buffer.from(hkdfSync('sha256', ctx.seam(shopSecret), '', 'merx signing keys', 32))
}
