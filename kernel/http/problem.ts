import type { FieldError } from '../operations/refusal.ts'

/** What any call may be told beside the refusals of its operation: the status and the sentence. */
export const faults = {
  malformed_request: { status: 400, detail: 'The request cannot be read.' },
  malformed_json: { status: 400, detail: 'The body is not JSON.' },
  invalid_idempotency_key: { status: 400, detail: 'An Idempotency-Key has 1 to 255 visible ASCII characters.' },
  idempotency_key_required: { status: 400, detail: 'Send an Idempotency-Key with this request.' },
  invalid_credential: { status: 400, detail: 'A token has 1 to 255 letters, digits and -._~ only.' },
  unauthenticated: {
    status: 401,
    detail: 'This takes somebody who is logged in, or a valid token or key as `Authorization: Bearer <token>`.',
  },
  token_expired: {
    status: 401,
    detail: 'The access token is good no more: renew it by POST /api/v1/session/refresh, then send this again.',
  },
  forbidden: { status: 403, detail: 'The caller is not allowed to do this.' },
  cross_site: {
    status: 403,
    detail: 'A page of another site may not do this with cookies; clients without cookies send Merx-Cart.',
  },
  not_found: { status: 404, detail: 'There is nothing under this address.' },
  unknown_operation: {
    status: 404,
    detail: 'There is no such operation here; between two processes of the shop this says that their versions differ.',
  },
  method_not_allowed: {
    status: 405,
    detail: 'The address does not know this method; the Allow header names those it knows.',
  },
  body_too_large: { status: 413, detail: 'The body is larger than the server takes.' },
  uri_too_long: { status: 414, detail: 'The address is longer than the server takes.' },
  unsupported_media_type: { status: 415, detail: 'Send the body as application/json.' },
  idempotency_key_in_progress: {
    status: 409,
    detail: 'The first request with this Idempotency-Key is not answered yet.',
  },
  invalid_input: { status: 422, detail: 'The input does not fit; errors names the fields.' },
  idempotency_key_reused: { status: 422, detail: 'This Idempotency-Key was used with another body.' },
  upgrade_required: { status: 426, detail: 'Live updates are a WebSocket: open it here as one.' },
  too_many_connections: { status: 429, detail: 'There are too many connections; close one, or try again later.' },
  too_many_requests: {
    status: 429,
    detail: 'Too many requests came from this address; try again after the seconds in Retry-After.',
  },
  headers_too_large: { status: 431, detail: 'The headers are larger than the server takes.' },
  internal: { status: 500, detail: 'Something broke on our side; the request id finds it in the logs.' },
  overloaded: { status: 503, detail: 'The server is at its limit; try again in a moment.' },
  database_unavailable: { status: 503, detail: 'The database cannot be reached; try again in a moment.' },
  module_unavailable: { status: 503, detail: 'A part of the shop cannot be reached; try again in a moment.' },
  outcome_open: {
    status: 503,
    detail:
      'This is still under way, and another process will finish it. Look whether it was done before you send it again; with an Idempotency-Key the same request is answered once it is.',
  },
} as const satisfies Record<string, { readonly status: number; readonly detail: string }>

export type FaultCode = keyof typeof faults

/** An error answer as RFC 9457 has it. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors?: readonly FieldError[]
  readonly [name: string]: unknown
}

export const problemType = 'application/problem+json'

/** Thrown where a request cannot go on; the transport answers with the problem. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly code: FaultCode
  readonly data: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: FaultCode,
    more: {
      readonly data?: Readonly<Record<string, unknown>>
      readonly headers?: Readonly<Record<string, string>>
    } = {},
  ) {
    super(faults[code].detail)
    this.code = code
    this.data = more.data ?? {}
    this.headers = more.headers ?? headersOf(code)
  }
}

export function problemOf(fault: Fault): Problem {
  return { ...named(fault.code, faults[fault.code].status), detail: fault.message, ...fault.data }
}

/** The members that every problem of a code has; `type` leads to the reference. */
export function named(code: string, status: number): Pick<Problem, 'type' | 'title' | 'status' | 'code'> {
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')
  return { type: `/api/docs#problem-${code}`, title, status, code }
}

function headersOf(code: FaultCode): Readonly<Record<string, string>> {
  if (faults[code].status === 503) return { 'retry-after': '1' }
  if (code === 'unauthenticated') return { 'www-authenticate': 'Bearer' }
  if (code === 'token_expired') return { 'www-authenticate': 'Bearer error="invalid_token"' }
  return {}
}
