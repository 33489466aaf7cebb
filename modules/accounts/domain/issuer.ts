/**
 * Somebody outside who knows people and vouches for them: Google, a company's directory. Implementations live in `providers/` and pass the cases of
 * `issuerConformance`. One that does not answer in time, or answers that it cannot just now, throws `IssuerUnavailable`.
 */
export type Issuer = {
  /** In addresses, and what a link to a person is kept under: `google`. Never given to another issuer later. */
  readonly code: string
  /** On the button. */
  readonly name: string
  /** Where the browser is sent to log in there. */
  begin(attempt: IssuerAttempt): Promise<string>
  /** What came of an attempt, by the parameters that the browser came back with. An answer is good once. */
  finish(attempt: IssuerAttempt, parameters: URLSearchParams): Promise<IssuerOutcome>
}

/** One way there and back. The three secrets are random, of this attempt alone, and never leave the server but as the protocol says. */
export type IssuerAttempt = {
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  /** RFC 7636. */
  readonly codeVerifier: string
}

/** Whom the issuer vouches for. */
export type IssuedIdentity = {
  /** The person at the issuer: stable, and never another's. */
  readonly subject: string
  readonly email: string | undefined
  /** Only what the issuer says itself counts; silence is no. */
  readonly emailVerified: boolean
  readonly name: string | undefined
}

export type IssuerOutcome =
  | { readonly kind: 'identified'; readonly identity: IssuedIdentity }
  /** The person changed its mind there. */
  | { readonly kind: 'declined' }
  /** Not the answer to this attempt: another's, a second time, too late or forged. `reason` is for the log. */
  | { readonly kind: 'invalid'; readonly reason: string }

export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable'
}
