import type postgres from 'postgres'
import type { Facts } from '../audit/facts.ts'
import type { EffectType, EventType } from '../events/define.ts'
import type { Cache, CacheDefinition } from '../runtime/cache.ts'
import type { Seam } from '../runtime/seam.ts'
import type { Log } from '../telemetry/log.ts'
import type { Caller } from './access.ts'
import type { ChangeKind, Described } from './described.ts'
import type { Refusal } from './refusal.ts'

/** A connection or an open transaction: what functions in `data/` take. */
export type Sql = postgres.ISql<{ bigint: number }>

/** Tokens a caller shows and is handed; the transport decides between cookie and header. */
export type Credential = 'cart' | 'wishlist' | 'order' | 'access' | 'refresh' | 'device' | 'attempt'

type BaseContext = {
  readonly caller: Caller
  readonly requestId: string
  readonly traceId: string
  /** Of the caller's machine; absent where Merx itself calls. */
  readonly address: string | undefined
  /** What the caller says that it is, as browsers do; empty where it says nothing. */
  readonly agent: string
  readonly log: Log
  /** The time of the clock that the process was started with: tests set it. */
  now(): Date
  /** A new UUIDv7. */
  newId(): string
  /** The token that the caller showed. */
  credential(kind: Credential): string | undefined
  /** Hands the caller a token to keep. */
  issue(kind: Credential, token: string): void
  /** Has the caller forget a token; also by a call that is refused. */
  withdraw(kind: Credential): void
  /** What the composition provided for this seam: a provider, a setting, a store. */
  seam<T>(seam: Seam<T>): T
  /** This process's instance of a cache. */
  cache<K extends string, V>(definition: CacheDefinition<K, V>): Cache<K, V>
}

/** What calling an operation gives: its output, or one of its refusals where it declares any. */
export type Answer<Out, Code extends string> = [Code] extends [never] ? Out : Out | Refusal<Code>

/** Reading: the module's own tables, and queries of other modules. */
export type QueryContext = BaseContext & {
  readonly sql: Sql
  call<In, Out, Code extends string>(
    query: Described<In, Out, Code, 'query'>,
    input: NoInfer<In>,
  ): Promise<Answer<Out, Code>>
}

/** Outside any transaction: reading, calling any operation of any module, calling the world. */
export type FreeContext = BaseContext & {
  readonly sql: Sql
  call<In, Out, Code extends string>(
    operation: Described<In, Out, Code>,
    input: NoInfer<In>,
  ): Promise<Answer<Out, Code>>
}

/** Inside a unit of work: the module's own tables and the log; no other module, no network. */
export type WorkContext = BaseContext & {
  readonly sql: Sql
  /** Adds to the unit's events; all are written in one statement, the last before commit. */
  publish<Payload>(type: EventType<string, Payload>, payload: NoInfer<Payload>): void
  /** Records an effect outside, sent after commit. The same `id` twice is one delivery. */
  deliver<Payload>(
    type: EffectType<Payload>,
    delivery: { readonly id: string; readonly payload: NoInfer<Payload> },
  ): void
  /** Says what an audited change is about where neither input nor output tell: ids and codes, nothing of a person. */
  about(target: Facts): void
}

/** In a consumer: a unit of work that may also step into other modules. A refused step fails the event. */
export type ConsumerContext = WorkContext & Pick<StepContext, 'step'>

/** In a live reader: what the process keeps in memory. */
export type LiveContext = Pick<BaseContext, 'cache' | 'log' | 'seam'> & {
  /** Drops the kept answers of queries that carry any of the tags. */
  dropAnswers(tags: readonly string[]): void
}

/** Between the steps of a flow: nothing but steps. Ids and times come from `read`, because a saga runs the steps again. */
export type StepContext<Codes extends string = string> = Omit<BaseContext, 'newId' | 'now'> & {
  /**
   * Runs a command of one module. Where all participants share a database the steps join one unit of work and a refusal rolls all of it
   * back; where they do not, each step commits alone and a later refusal calls `undo` with the same input, in reverse order.
   * A refusal ends the flow, so only commands whose refusals the flow declares are taken.
   */
  step<In, Out, Code extends Codes>(
    command: Described<In, Out, Code, 'command'>,
    input: NoInfer<In>,
    options?: { readonly undo: Described<NoInfer<In>, unknown, never, ChangeKind> },
  ): Promise<Out>
}
