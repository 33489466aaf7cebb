import type { Log } from '../telemetry/log.ts'
import { faultOf } from './fault-of.ts'
import { Fault, type Problem, problemOf } from './problem.ts'

/** The ids under which a request is found again. */
export type RequestIds = { readonly requestId: string; readonly traceId: string }

export type Failure = { readonly problem: Problem; readonly headers: Readonly<Record<string, string>> }

/** What the caller is told of an error. What nobody foresaw is logged whole, once, and told bare. */
export function failureOf(error: unknown, ids: RequestIds, log: Log): Failure {
  const fault = faultOf(error)
  if (!fault) {
    log.error({ err: error, ...ids }, 'a request failed')
    return failure(new Fault('internal', { data: { requestId: ids.requestId } }))
  }
  if (fault !== error && fault.code.endsWith('_unavailable'))
    log.warn({ err: error, ...ids }, 'a request found something unavailable')
  return failure(fault)
}

function failure(fault: Fault): Failure {
  return { problem: problemOf(fault), headers: fault.headers }
}
