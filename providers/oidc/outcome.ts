import { type IssuerOutcome, IssuerUnavailable } from '@merx/accounts'
import * as client from 'openid-client'

/** Answers of an issuer that cannot just now (RFC 6749, 4.1.2.1), though it was asked rightly. */
const later: readonly string[] = ['temporarily_unavailable', 'server_error']

/** Runs the protocol and sorts its failures: what the person did, what was not an answer to us, what is to be tried again, what is our fault. */
export async function readOutcome(
  identify: () => Promise<IssuerOutcome>,
  parameters: URLSearchParams,
): Promise<IssuerOutcome> {
  try {
    return await identify()
  } catch (error) {
    return outcomeOf(error, parameters)
  }
}

function outcomeOf(error: unknown, parameters: URLSearchParams): IssuerOutcome {
  if (error instanceof client.AuthorizationResponseError) {
    if (later.includes(error.error)) throw new IssuerUnavailable(error.error, { cause: error })
    return error.error === 'access_denied' ? { kind: 'declined' } : { kind: 'invalid', reason: error.error }
  }
  if (error instanceof client.ResponseBodyError) {
    if (later.includes(error.error) || error.status >= 500) throw new IssuerUnavailable(error.error, { cause: error })
    // the code is spent, expired or not ours; anything else (`invalid_client`) is how the shop is configured
    if (error.error === 'invalid_grant') return { kind: 'invalid', reason: error.error }
    throw error
  }
  if (error instanceof client.ClientError) {
    if (isUnreachable(error)) throw new IssuerUnavailable(error.message, { cause: error })
    return { kind: 'invalid', reason: `${error.code ?? 'no code'} (${[...new Set(parameters.keys())].join(', ')})` }
  }
  throw error instanceof TypeError ? new IssuerUnavailable(error.message, { cause: error }) : error
}

const unreachable: readonly string[] = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]

function isUnreachable({ code, cause }: client.ClientError): boolean {
  // no connection is a TypeError of fetch, wherever in the protocol it was
  return (code !== undefined && unreachable.includes(code)) || cause instanceof TypeError
}
