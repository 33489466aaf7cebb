import { type Seam, seam } from '@merx/kernel'
import type { Issuer } from '../domain/issuer.ts'

/** Who may vouch for people in this shop, in the order of the buttons; nobody unless configured. */
export const issuers = seam<readonly Issuer[]>('accounts.issuers', () => [])

export function findIssuer(ctx: { seam<T>(seam: Seam<T>): T }, code: string): Issuer | undefined {
  return ctx.seam(issuers).find((issuer) => issuer.code === code)
}
