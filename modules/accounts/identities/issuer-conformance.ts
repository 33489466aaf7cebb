import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Issuer, IssuerAttempt } from '../domain/issuer.ts'

/** An issuer under test, with people who have accounts there. */
export type IssuerSubject = {
  readonly issuer: Issuer
  /** Logs somebody in at the issuer as a browser does; the parameters with which it comes back. */
  logIn(url: string, who: 'verified' | 'unverified'): Promise<URLSearchParams>
  /** Goes there and cancels. */
  decline(url: string): Promise<URLSearchParams>
}

export type IssuerCase = { readonly name: string; run(subject: IssuerSubject): Promise<void> }

/** What every `Issuer` must do, as cases for any test runner. */
export const issuerConformance: readonly IssuerCase[] = [
  {
    name: 'tells who somebody is, the same each time',
    run: async ({ issuer, logIn }) => {
      const subjects: string[] = []
      for (const attempt of [newAttempt(), newAttempt()]) {
        const outcome = await issuer.finish(attempt, await logIn(await issuer.begin(attempt), 'verified'))
        assert.equal(outcome.kind, 'identified')
        assert.equal(outcome.identity.emailVerified, true)
        assert.match(outcome.identity.email ?? '', /@/)
        subjects.push(outcome.identity.subject)
      }
      assert.equal(subjects[0], subjects[1])
    },
  },
  {
    name: 'does not vouch for an address that it has not verified',
    run: async ({ issuer, logIn }) => {
      const attempt = newAttempt()
      const outcome = await issuer.finish(attempt, await logIn(await issuer.begin(attempt), 'unverified'))
      assert.equal(outcome.kind, 'identified')
      assert.equal(outcome.identity.emailVerified, false)
    },
  },
  {
    name: 'takes an answer once',
    run: async ({ issuer, logIn }) => {
      const attempt = newAttempt()
      const parameters = await logIn(await issuer.begin(attempt), 'verified')
      assert.equal((await issuer.finish(attempt, parameters)).kind, 'identified')
      assert.equal((await issuer.finish(attempt, parameters)).kind, 'invalid')
    },
  },
  {
    name: 'takes no answer to another attempt, whichever of its secrets is another',
    run: async ({ issuer, logIn }) => {
      for (const secret of ['state', 'nonce', 'codeVerifier'] as const) {
        const attempt = newAttempt()
        const parameters = await logIn(await issuer.begin(attempt), 'verified')
        const outcome = await issuer.finish({ ...attempt, [secret]: newAttempt()[secret] }, parameters)
        assert.equal(outcome.kind, 'invalid', secret)
      }
    },
  },
  {
    name: 'takes no answer that says it is of another issuer',
    run: async ({ issuer, logIn }) => {
      const attempt = newAttempt()
      const parameters = await logIn(await issuer.begin(attempt), 'verified')
      // RFC 9207: whoever can run an issuer of its own must not have its answers taken for another's
      parameters.set('iss', 'https://elsewhere.example')
      assert.equal((await issuer.finish(attempt, parameters)).kind, 'invalid')
    },
  },
  {
    name: 'knows a refusal there, and nonsense',
    run: async ({ issuer, decline }) => {
      const attempt = newAttempt()
      assert.equal((await issuer.finish(attempt, await decline(await issuer.begin(attempt)))).kind, 'declined')
      for (const query of ['', 'code=x', 'state=x', 'code=x&code=y', `code=x&state=${attempt.state}`, 'error=x']) {
        assert.equal((await issuer.finish(attempt, new URLSearchParams(query))).kind, 'invalid', query)
      }
    },
  },
]

function newAttempt(): IssuerAttempt {
  const secret = (): string => randomBytes(32).toString('base64url')
  return {
    redirectUri: 'http://localhost:3000/account/oidc/callback',
    state: secret(),
    nonce: secret(),
    codeVerifier: secret(),
  }
}
