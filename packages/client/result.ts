import type { FaultCode, Problem } from '@merx/kernel/server'

/**
 * How a call ended. `code` is one of those that the operation declares, one that any call may meet, or `unreachable`: no answer of the
 * shop came back, and nobody knows whether the call took effect.
 */
export type Result<Output, Code extends string> =
  | { readonly ok: true; readonly status: number; readonly value: Output }
  | {
      readonly ok: false
      readonly status: number
      readonly code: Code | FaultCode | 'unreachable'
      readonly problem: Problem
    }

/** What a transport brings back. */
export type Reply = { readonly status: number; readonly body: unknown }

export function resultOf({ status, body }: Reply): Result<unknown, string> {
  if (status >= 200 && status < 300) return { ok: true, status, value: body ?? {} }
  const problem = isProblem(body) ? body : unreachable(status)
  return { ok: false, status, code: problem.code, problem }
}

export function unreachable(status: number): Problem {
  return {
    type: 'about:blank',
    title: 'Unreachable',
    status,
    code: 'unreachable',
    detail: 'The shop did not answer. Look at what happened before you try again.',
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
}
