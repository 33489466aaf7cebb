import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { agentOf } from './agent.ts'
import { handOut } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { failureOf } from './failure.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'
import type { Throttle } from './limits.ts'
import { answerKey, type Perform } from './perform.ts'
import { Fault } from './problem.ts'
import { requestIdOf, traceIdOf } from './request-ids.ts'
import { type Arrival, takesKept, type Visit, type Visits } from './visit.ts'

/** A call from this process for a page that is being rendered. */
export type DirectCall = {
  readonly operation: string
  readonly input: unknown
  /** The request for the page: its caller, tokens and origin are those of the call. */
  readonly page: Arrival
  readonly idempotencyKey?: string
}

export type DirectReply = {
  readonly status: number
  /** What the body would be over HTTP, parsed; `undefined` without one. */
  readonly body: unknown
  /** Headers for the page's answer: cookies with the tokens that were handed out. */
  readonly headers: Readonly<Record<string, string | string[]>>
}

/** The same way in as a route has, without a socket: same access, same parsing, same answer. */
export type Direct = (call: DirectCall) => Promise<DirectReply>

export type DirectOptions = {
  readonly endpoints: readonly Endpoint[]
  readonly perform: Perform
  readonly visits: Visits
  readonly throttle?: Throttle | undefined
  readonly log: Log
}

export function createDirect({ endpoints, perform, visits, throttle, log }: DirectOptions): Direct {
  // what an outside party signs comes by a socket alone
  const called = endpoints.filter(({ raw }) => !raw)
  const byName = new Map(called.map((endpoint) => [endpoint.operation.name, endpoint]))

  const answer = async (endpoint: Endpoint, input: unknown, { frame, visit }: { frame: Frame; visit: Visit }) => {
    const read = () => endpoint.input.read({ params: input, query: input, body: input })
    const isKept = endpoint.kept && visit.caller.kind !== 'staff'
    const key = isKept ? answerKey(endpoint, { params: input, query: input }) : undefined
    if (key !== undefined && (takesKept(visit) || perform.peek(key))) {
      const { status, body } = await perform.kept(endpoint, key, { raw: read, frame })
      return { status, body: parsed(body), headers: {} }
    }
    const { status, body, issued, retryAfter } = await perform.run(endpoint, read(), frame)
    const waiting = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
    return { status, body: parsed(body), headers: { ...handOut(issued, visit), ...waiting } }
  }

  return async ({ operation, input, page, idempotencyKey }) => {
    const endpoint = byName.get(operation)
    const requestId = requestIdOf(page)
    const ids = { requestId, traceId: traceIdOf(page.headers.traceparent, requestId) }
    try {
      if (!endpoint) throw new Fault('not_found')
      // pages say by this header who asked for them: what came with the request under its name they overwrite
      const address = page.headers['merx-address']?.toString()
      if (throttle && address !== undefined) await throttle.check(operation, address)
      const visit = await visits(page)
      const { caller, credentials, sight } = visit
      const told = { ...(sight && { sight }), ...(address !== undefined && { address }), agent: agentOf(page.headers) }
      const asked = { caller, credentials, ...told, issued: new Map() }
      const frame = { ...ids, ...asked, idempotencyKey: idempotencyKeyOf(idempotencyKey) }
      return await answer(endpoint, input, { frame, visit })
    } catch (error) {
      const { problem, headers } = failureOf(error, ids, log)
      return { status: problem.status, body: problem, headers }
    }
  }
}

function parsed(body: string | Buffer): unknown {
  return body.length === 0 ? undefined : JSON.parse(body.toString())
}
