import type { Sight } from '../standby/position.ts'
import type { Caller } from './access.ts'
import type { Credential, Sql } from './context.ts'

/** What surrounds one call: who calls, under which ids it is traced, which tokens were shown and handed out. A transport makes one a request. */
export type Frame = {
  readonly caller: Caller
  readonly requestId: string
  readonly traceId: string
  readonly credentials: Partial<Readonly<Record<Credential, string>>>
  /** Filled by `ctx.issue`; the transport hands the tokens to the caller when the call has succeeded. What is to be forgotten is empty. */
  readonly issued: Map<Credential, string>
  readonly idempotencyKey: string | undefined
  /** Of the caller's machine, as far as proxies can be believed; absent where Merx itself calls. */
  readonly address?: string | undefined
  /** The `User-Agent` of the caller. */
  readonly agent?: string | undefined
  /** The connections to draw on: those of requests, unless told. */
  readonly pool?: 'consumers' | 'loads'
  /** What the caller has seen of the database: where it is told, a standby may answer that has come as far. */
  readonly sight?: Sight
  /** The standby that answers this query, and those that it calls. */
  readonly standby?: Sql
}

/** The frame of Merx's own work: jobs, consumers, the command line. It takes no connection from requests. */
export function systemFrame(traceId: string): Frame {
  return {
    caller: { kind: 'system' },
    requestId: traceId,
    traceId,
    credentials: {},
    issued: new Map(),
    idempotencyKey: undefined,
    pool: 'consumers',
  }
}
