import { judge } from '../operations/access.ts'
import type { Credential } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import { isRefused, type Refusal, statusOf } from '../operations/refusal.ts'
import type { KeptAnswer, ProducedAnswer } from '../runtime/answers.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { withdrawnOf } from './credentials.ts'
import type { Endpoint } from './endpoint.ts'
import { fieldErrors } from './field-errors.ts'
import type { Guard } from './guard.ts'
import type { Carried } from './input.ts'
import { Fault, faults, named, type Problem, problemType } from './problem.ts'

/** What the transports need of the runtime. */
export type Served = Pick<Runtime, 'operations' | 'dispatch' | 'denials' | 'ready' | 'log' | 'answers' | 'development'>

/** How a call ended, as it goes over the wire. Faults throw. */
export type Outcome = {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** Set where the call succeeded and its answer may be kept. */
  readonly tags: readonly string[] | undefined
  /** Tokens for the caller: a call that was refused hands out none, it only takes away. */
  readonly issued: ReadonlyMap<Credential, string>
  /** Seconds after which a call that was refused may be worth trying again. */
  readonly retryAfter?: number
}

export type Perform = {
  /** Judges, parses, runs and serialises: the one way in for callers from outside. */
  run(endpoint: Endpoint, raw: unknown, frame: Frame): Promise<Outcome>
  /** The kept answer under a key, if there is one. */
  peek(key: string): KeptAnswer | undefined
  /** The same as `run` for a query whose answers are kept: made without the caller's tokens, so that nothing of one gets to another. */
  kept(
    endpoint: Endpoint,
    key: string,
    call: { readonly raw: () => unknown; readonly frame: Frame },
  ): Promise<KeptAnswer>
}

const json = 'application/json; charset=utf-8'

export function createPerform({ dispatch, denials, answers, development }: Served, guard: Guard): Perform {
  const work = async (endpoint: Endpoint, raw: unknown, frame: Frame): Promise<Outcome> => {
    const { operation } = endpoint
    const verdict = judge(operation.access, frame.caller)
    if (verdict === 'forbidden') denials.record(operation, frame)
    if (verdict !== 'allowed') throw new Fault(verdict)
    const parsed = operation.input.safeParse(raw)
    if (!parsed.success) throw new Fault('invalid_input', { data: { errors: fieldErrors(parsed.error.issues, raw) } })
    const result = await dispatch(operation, parsed.data, frame)
    if (isRefused(result)) return refused(endpoint, result, frame.issued)
    // a compiled serialiser coerces in silence, so where people look each output is parsed as well
    if (development) operation.output.parse(result)
    return {
      status: endpoint.success,
      contentType: json,
      body: endpoint.success === 204 ? '' : endpoint.serialise(result),
      tags: operation.kind === 'query' ? operation.tags?.(parsed.data, result) : undefined,
      issued: frame.issued,
    }
  }

  const run: Perform['run'] = async (endpoint, raw, frame) => {
    if (!guard.begin()) throw new Fault('overloaded')
    try {
      return await work(endpoint, raw, frame)
    } finally {
      guard.end()
    }
  }

  const produce = async (endpoint: Endpoint, raw: unknown, frame: Frame): Promise<ProducedAnswer> => {
    const anonymous: Frame = { ...frame, caller: { kind: 'guest' }, credentials: {}, issued: new Map() }
    const { body, issued, retryAfter: _, ...outcome } = await run(endpoint, raw, anonymous)
    if (issued.size > 0) throw new Error(`'${endpoint.operation.name}' hands out a token in an answer that is kept`)
    return { ...outcome, body: Buffer.from(body) }
  }

  return {
    run,
    peek: answers.get,
    kept: (endpoint, key, { raw, frame }) => answers.load(key, () => produce(endpoint, raw(), frame)),
  }
}

/** The key under which the answer to an input is kept. */
export function answerKey(endpoint: Endpoint, carried: Omit<Carried, 'body'>): string | undefined {
  const key = endpoint.input.keyOf(carried)
  return key === undefined ? undefined : `${endpoint.operation.name}?${key}`
}

/** Refusals of the runner itself, which operations do not declare. */
const ofRunner = [
  'idempotency_key_required',
  'idempotency_key_reused',
  'idempotency_key_in_progress',
  'invalid_idempotency_key',
] as const

function refused({ operation }: Endpoint, { code, data }: Refusal, issued: Outcome['issued']): Outcome {
  const own = ofRunner.find((one) => one === code)
  const status = own ? faults[own].status : statusOf(operation.refuses, code)
  const words = named(code, status)
  // the data of a refusal may not pass for its status or code, hence the words stand at both ends
  const problem: Problem = { ...words, detail: own ? faults[own].detail : `${words.title}.`, ...data, ...words }
  const { retryAfter } = data
  return {
    status,
    contentType: problemType,
    body: JSON.stringify(problem),
    tags: undefined,
    issued: withdrawnOf(issued),
    ...(typeof retryAfter === 'number' && { retryAfter }),
  }
}
