import type { BotCheck, Issuer } from '@merx/accounts'
import { settings } from '@merx/kernel'
import { google, oidc } from '@merx/oidc'
import { turnstile } from '@merx/turnstile'
import { z } from 'zod'

const text = z.string().optional()

/** Who vouches for people besides the shop itself. */
export const vouchingSettings = settings(
  'vouching',
  z
    .object({
      /** Of the shop at Google (https://console.cloud.google.com/apis/credentials): people may log in by Google. */
      MERX_GOOGLE_CLIENT_ID: text,
      /** The secret beside it. */
      MERX_GOOGLE_CLIENT_SECRET: text,
      /** Another issuer that speaks OpenID Connect, by its address. */
      MERX_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: 'is no http:// or https:// URL' }).optional(),
      /** What its button says. */
      MERX_OIDC_NAME: z.string().min(1).max(60).default('Single sign-on'),
      /** Of the shop at that issuer. */
      MERX_OIDC_CLIENT_ID: text,
      /** The secret beside it. */
      MERX_OIDC_CLIENT_SECRET: text,
      /** Of the shop at Cloudflare Turnstile: log-in, registration and forgotten passwords ask whether a person is there. */
      MERX_TURNSTILE_SITE_KEY: text,
      /** The secret beside it. */
      MERX_TURNSTILE_SECRET_KEY: text,
    })
    .superRefine((given, { addIssue }) => {
      for (const together of belongTogether) {
        const missing = together.filter((name) => given[name] === undefined)
        if (missing.length === 0 || missing.length === together.length) continue
        for (const name of missing)
          addIssue({
            code: 'custom',
            path: [name],
            message: `is missing beside ${together.filter((one) => one !== name).join(' and ')}`,
          })
      }
    }),
)

const belongTogether = [
  ['MERX_GOOGLE_CLIENT_ID', 'MERX_GOOGLE_CLIENT_SECRET'],
  ['MERX_OIDC_ISSUER', 'MERX_OIDC_CLIENT_ID', 'MERX_OIDC_CLIENT_SECRET'],
  ['MERX_TURNSTILE_SITE_KEY', 'MERX_TURNSTILE_SECRET_KEY'],
] as const

type Vouching = { readonly issuers: readonly Issuer[]; readonly botCheck: BotCheck | undefined }

/** The issuers and the bot check that the environment names. */
export function vouching(given: z.output<typeof vouchingSettings.schema>, publicUrl: string): Vouching {
  return { issuers: issuersOf(given), botCheck: botCheckOf(given, publicUrl) }
}

function issuersOf(given: z.output<typeof vouchingSettings.schema>): readonly Issuer[] {
  const { MERX_GOOGLE_CLIENT_ID: googleId, MERX_GOOGLE_CLIENT_SECRET: googleSecret } = given
  const { MERX_OIDC_ISSUER: issuer, MERX_OIDC_CLIENT_ID: clientId, MERX_OIDC_CLIENT_SECRET: clientSecret } = given
  return [
    ...(googleId && googleSecret ? [google({ clientId: googleId, clientSecret: googleSecret })] : []),
    ...(issuer && clientId && clientSecret
      ? [oidc({ code: 'oidc', name: given.MERX_OIDC_NAME, issuer, clientId, clientSecret })]
      : []),
  ]
}

function botCheckOf(
  { MERX_TURNSTILE_SITE_KEY: siteKey, MERX_TURNSTILE_SECRET_KEY: secretKey }: z.output<typeof vouchingSettings.schema>,
  publicUrl: string,
): BotCheck | undefined {
  if (!siteKey || !secretKey) return undefined
  return turnstile({ siteKey, secretKey, hosts: [new URL(publicUrl).hostname] })
}
