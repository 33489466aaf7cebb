import type { Seam } from '@merx/kernel'
import { accountsSettings, publicUrl } from '../settings.ts'

/** For whom a passkey is: the shop's host, under which pages may use it, and the origin of its pages. */
export type RelyingParty = { readonly id: string; readonly origin: string; readonly name: string }

export function relyingParty(ctx: { seam<T>(seam: Seam<T>): T }): RelyingParty {
  const { origin, hostname } = new URL(publicUrl(ctx, '/'))
  return { id: hostname, origin, name: ctx.seam(accountsSettings).MERX_SHOP_NAME }
}
