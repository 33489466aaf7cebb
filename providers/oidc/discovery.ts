import { IssuerUnavailable } from '@merx/accounts'
import * as client from 'openid-client'

export type Discovered = client.Configuration

/** How the shop is known at an issuer. */
export type Client = {
  /** Its discovery document is at `/.well-known/openid-configuration` below this. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Seconds that one answer may take. */
const patience = 10

/** Milliseconds after which an issuer is asked again where its doors are; its keys are fetched anew as they change. */
const kept = 60 * 60 * 1_000

/** The configuration of an issuer: asked for when it is first needed, once by however many at once, and again where that failed. */
export function discovering({ issuer, clientId, clientSecret }: Client): () => Promise<Discovered> {
  let found: { readonly configuration: Promise<Discovered>; readonly at: number } | undefined
  return () => {
    if (found && performance.now() - found.at < kept) return found.configuration
    const configuration = client
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: patience,
        execute: isThisMachine(issuer) ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        throw new IssuerUnavailable(`${issuer} does not tell where its doors are`, { cause: error })
      })
    const asked = { configuration, at: performance.now() }
    found = asked
    configuration.catch(() => {
      if (found === asked) found = undefined
    })
    return configuration
  }
}

/** For tests and trials: nobody listens on the way to it. */
function isThisMachine(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
