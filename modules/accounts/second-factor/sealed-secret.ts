import { hkdfSync } from 'node:crypto'
import { type FreeContext, seal, unseal } from '@merx/kernel'
import { shopSecret } from '../tokens/shop-secret.ts'

type Context = Pick<FreeContext, 'seam'>

/** What codes of a second factor are computed from must be read again, so it is sealed and not hashed: the database alone gives no codes. */
export function sealSecret(ctx: Context, secret: string): Buffer {
  return seal(sealingKey(ctx), secret)
}

export function openSecret(ctx: Context, sealed: Uint8Array): string {
  return String(unseal(sealingKey(ctx), sealed))
}

function sealingKey(ctx: Context): Buffer {
  return Buffer.from(hkdfSync('sha256', ctx.seam(shopSecret), '', 'merx second factors', 32))
}
