import type { Caller } from '../operations/access.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation, Query } from '../operations/operation.ts'
import { isRefused } from '../operations/refusal.ts'
import { newId } from '../values/ids.ts'
import { type Facts, keepFacts } from './facts.ts'

/** An entry of the audit log as its unit of work leaves it. */
export type NewEntry = {
  readonly id: string
  readonly actorKind: Caller['kind']
  readonly actorId: string | null
  readonly operation: string
  readonly outcome: Outcome
  /** Of a refusal that keeps what was written. */
  readonly code: string | null
  /** What it was done to: the ids of the input and of the output. */
  readonly target: Facts
  readonly change: Facts
  readonly withheld: readonly string[]
  readonly address: string | null
  readonly requestId: string
  readonly traceId: string
}

/** `begun`: an exchange is about to ask a party outside; `denied`: the caller was turned away at the door. */
export const outcomes = ['done', 'begun', 'refused', 'denied'] as const

export type Outcome = (typeof outcomes)[number]

// biome-ignore lint/suspicious/noExplicitAny: as AnyOperation, of which this is a part
type AuditedOperation = Exclude<AnyOperation, Query<any, any, any>>

/** Whether a change leaves an entry: where its definition says so, otherwise where it takes a permission. */
export function isAudited(operation: AnyOperation): operation is AuditedOperation {
  if (operation.kind === 'query') return false
  return operation.audited === undefined ? operation.access.kind === 'permission' : operation.audited !== false
}

/** An audited change, with the output or the refusal that keeps its work; `undefined` where there is no answer yet. */
export type Audited = {
  readonly operation: AuditedOperation
  readonly input: unknown
  readonly frame: Frame
  readonly answer: unknown
  /** What the operation itself said it is about. */
  readonly about: Facts
}

export function entryOf({ operation, input, frame, answer, about }: Audited): NewEntry {
  const { facts, withheld } = keepFacts(operation.input, input)
  const refused = isRefused(answer)
  const told = refused || answer === undefined ? {} : keepFacts(operation.output, answer).facts
  return {
    ...callOf(frame),
    operation: operation.name,
    outcome: refused ? 'refused' : operation.kind === 'exchange' && answer === undefined ? 'begun' : 'done',
    code: refused ? answer.code : null,
    target: { ...idsOf(told), ...idsOf(facts), ...inPath(operation, input), ...about },
    change: facts,
    withheld,
  }
}

/** A caller who was turned away: what was wanted of what nobody knows, because nothing of the request was parsed. */
export function denialOf(
  operation: string,
  frame: Pick<Frame, 'caller' | 'address' | 'requestId' | 'traceId'>,
): NewEntry {
  const nothing = { code: null, target: {}, change: {}, withheld: [] }
  return { ...callOf(frame), operation, outcome: 'denied', ...nothing }
}

function callOf({ caller, address, requestId, traceId }: Pick<Frame, 'caller' | 'address' | 'requestId' | 'traceId'>) {
  const actorId = 'id' in caller ? caller.id : null
  return { id: newId(), actorKind: caller.kind, actorId, address: address ?? null, requestId, traceId }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Those at the top: what stands deeper is about parts of the thing. */
function idsOf(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([name, value]) => !name.includes('.') && typeof value === 'string' && uuid.test(value),
    ),
  )
}

/** What stands in the address of a request names a thing and is no secret, or it would not stand there. */
function inPath({ rest = '' }: AuditedOperation, input: unknown): Facts {
  const names = [...rest.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name)
  return Object.fromEntries(names.map((name) => [name, String(Reflect.get(Object(input), name))]))
}
