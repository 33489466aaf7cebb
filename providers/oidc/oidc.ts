import type { Issuer, IssuerAttempt, IssuerOutcome } from '@merx/accounts'
import * as client from 'openid-client'
import { type Client, type Discovered, discovering } from './discovery.ts'
import { readOutcome } from './outcome.ts'

export type OidcOptions = Client & { readonly code: string; readonly name: string }

/** An issuer that speaks OpenID Connect, asked by the code flow with PKCE (RFC 7636), state and nonce. */
export function oidc(options: OidcOptions): Issuer {
  const discovered = discovering(options)

  const begin = async ({ redirectUri, state, nonce, codeVerifier }: IssuerAttempt): Promise<string> => {
    const parameters = {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }
    return client.buildAuthorizationUrl(await discovered(), parameters).href
  }

  return {
    code: options.code,
    name: options.name,
    begin,
    finish: (attempt, parameters) =>
      readOutcome(async () => identify(await discovered(), attempt, parameters), parameters),
  }
}

async function identify(
  configuration: Discovered,
  attempt: IssuerAttempt,
  parameters: URLSearchParams,
): Promise<IssuerOutcome> {
  const tokens = await client.authorizationCodeGrant(configuration, new URL(`${attempt.redirectUri}?${parameters}`), {
    pkceCodeVerifier: attempt.codeVerifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    idTokenExpected: true,
  })
  const token = tokens.claims()
  if (!token) throw new Error('The issuer gave no id token, though it was expected')
  // who sends little in the token tells it when asked
  const claims =
    token.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
      ? await client.fetchUserInfo(configuration, tokens.access_token, token.sub)
      : token
  return {
    kind: 'identified',
    identity: {
      subject: token.sub,
      email: textIn(claims.email),
      emailVerified: claims.email_verified === true,
      name: textIn(claims.name),
    },
  }
}

function textIn(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : undefined
}
