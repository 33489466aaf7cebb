import type { Issuer } from '@merx/accounts'
import { oidc } from './oidc.ts'

/** Google, by the client that https://console.cloud.google.com/apis/credentials gave the shop. */
export function google(client: { readonly clientId: string; readonly clientSecret: string }): Issuer {
  return oidc({ code: 'google', name: 'Google', issuer: 'https://accounts.google.com', ...client })
}
