import { withdrawnOf } from '../http/credentials.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { Throttle } from '../http/limits.ts'
import { answerKey, type Perform } from '../http/perform.ts'
import type { Credential } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import { isRefused } from '../operations/refusal.ts'
import type { KeptAnswer } from '../runtime/answers.ts'
import { createBatches } from './batches.ts'
import type { GraphqlCall } from './call.ts'
import type { Invoke, OnTags } from './invoke.ts'
import { refusalAnswer } from './refusals.ts'
import { UnfollowedRelation } from './unfollowed-relation.ts'

export type CallTools = {
  readonly invoke: Invoke
  readonly perform: Pick<Perform, 'kept'>
  readonly throttle: Throttle | undefined
}

export type CallOptions = {
  readonly frame: Frame
  /** Whose calls are counted where an operation may not be called as often as one likes. */
  readonly address: string
  /** Whether it may get what is kept for everyone: staff may not, nor who has changed something just now. */
  readonly takesKept: boolean
  /** Set where the whole answer is to be kept: the parts are made for it, and tell what they speak of. */
  readonly onTags?: OnTags
}

/** The fields of a document share a caller and what is handed to it: a cart that one field makes is the cart of the next. */
export function createCall(
  { invoke, perform, throttle }: CallTools,
  { frame, address, takesKept, onTags }: CallOptions,
): GraphqlCall {
  const { issued } = frame

  const framed = (): Frame => ({
    ...frame,
    credentials: {
      ...frame.credentials,
      ...Object.fromEntries([...issued].map(([kind, token]) => [kind, token || undefined])),
    },
    issued: new Map<Credential, string>(),
  })

  const batches = createBatches(async ({ query, access, input, itemKey }, keys, args) => {
    const judged = query.access.kind === 'internal' ? access : query.access
    const result = await invoke({ operation: query, access: judged, input: input(keys, args) }, reading(framed()))
    if (isRefused(result)) throw new UnfollowedRelation(result)
    return new Map(itemsOf(result).map((item) => [String(Reflect.get(item, itemKey)), item]))
  })

  const run = async ({ operation }: Endpoint, input: unknown): Promise<unknown> => {
    await throttle?.check(operation.name, address)
    const own = framed()
    const invocation = { operation, access: operation.access, input, ...(onTags && { onTags }) }
    const result = await invoke(invocation, operation.kind === 'query' ? reading(own) : own)
    if (operation.kind !== 'query') batches.forget()
    // a call that was refused hands out nothing
    for (const [kind, token] of isRefused(result) ? withdrawnOf(own.issued) : own.issued) issued.set(kind, token)
    return isRefused(result) ? refusalAnswer(result) : result
  }

  return {
    find: batches.find,
    ask: async (endpoint, input) => {
      const isKept = endpoint.kept && takesKept && !onTags
      const key = isKept ? answerKey(endpoint, { params: input, query: input }) : undefined
      if (key === undefined) return run(endpoint, input)
      return toldBy(await perform.kept(endpoint, key, { raw: () => input, frame: reading(framed()) }))
    },
  }
}

/** A key is for what changes something. */
function reading(frame: Frame): Frame {
  return { ...frame, idempotencyKey: undefined }
}

function itemsOf(result: unknown): readonly object[] {
  const items: unknown = Reflect.get(Object(result), 'items')
  return Array.isArray(items) ? items : []
}

/** A kept answer is read once: it is one value for all who ask. */
const values = new WeakMap<KeptAnswer, unknown>()

function toldBy(answer: KeptAnswer): unknown {
  const known = values.get(answer)
  if (known !== undefined) return known
  const told: unknown = JSON.parse(answer.body.toString())
  const value = answer.status === 200 ? told : refusedAnswer(told)
  values.set(answer, value)
  return value
}

/** A problem document tells of a refusal with the members that RFC 9457 asks for beside its own. */
function refusedAnswer(problem: unknown): unknown {
  const { type: _, title: __, status: ___, code, ...data } = Object(problem)
  return refusalAnswer({ code: String(code), data })
}
