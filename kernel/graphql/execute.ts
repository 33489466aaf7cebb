import type { ExecutionResult, GraphQLFormattedError } from 'graphql'
import type { Frame } from '../operations/frame.ts'
import type { Answers } from '../runtime/answers.ts'
import type { Log } from '../telemetry/log.ts'
import { type CallOptions, type CallTools, createCall } from './create-call.ts'
import type { Documents, Prepared, Wanted } from './documents.ts'
import { asError, fieldError, GraphqlFault } from './fault.ts'

/** A request for one operation of a document. */
export type GraphqlRequest = Wanted & {
  readonly variables: Readonly<Record<string, unknown>>
  /** Only reading may come by GET: a link must change nothing. */
  readonly readsOnly: boolean
}

export type Executed = { readonly status: number; readonly body: string | Buffer }

/** Who asks, and from where. */
export type Asker = Pick<CallOptions, 'frame' | 'address' | 'takesKept'>

/** Runs a request; throws where it cannot be run at all. */
export type ExecuteDocument = (request: GraphqlRequest, asker: Asker) => Promise<Executed>

export type ExecuteTools = CallTools & { readonly answers: Pick<Answers, 'load'>; readonly log: Log }

/** Longer ones would fill the memory with names of answers. */
const longestKey = 2_000

export function createExecuteDocument(documents: Documents, { answers, log, ...tools }: ExecuteTools): ExecuteDocument {
  const run = async ({ prepared, variables, asker }: Asked): Promise<Executed> =>
    told(await prepared.run(createCall(tools, asker), variables), asker.frame, log)

  /** The same for everyone, so it is made without the caller's tokens and kept until one of its parts is no longer true. */
  const shared = async (key: string, { prepared, variables, asker }: Asked): Promise<Executed> => {
    const { status, body } = await answers.load(key, async () => {
      const parts: (readonly string[] | undefined)[] = []
      const frame: Frame = { ...asker.frame, credentials: {}, issued: new Map(), idempotencyKey: undefined }
      const call = createCall(tools, { ...asker, frame, onTags: (tags) => parts.push(tags) })
      const result = await prepared.run(call, variables)
      const made = told(result, frame, log)
      const tags = result.errors?.length ? undefined : allOf(parts)
      return { status: made.status, contentType: '', body: Buffer.from(made.body), tags }
    })
    return { status, body }
  }

  return async ({ variables, readsOnly, ...wanted }, asker) => {
    const { frame } = asker
    const prepared = documents.prepare(wanted)
    if (prepared.kind === 'subscription') {
      throw new GraphqlFault(
        'subscription_by_request',
        'A subscription is followed over a WebSocket: open one at this address as graphql-transport-ws.',
      )
    }
    if (readsOnly && prepared.kind === 'mutation') {
      throw new GraphqlFault('mutation_by_get', 'A mutation changes something: send it by POST.')
    }
    if (frame.idempotencyKey !== undefined && prepared.changes > 1) {
      throw new GraphqlFault(
        'idempotency_key_ambiguous',
        'An Idempotency-Key is for one change; send one field of Mutation.',
      )
    }
    const asked = { prepared, variables, asker }
    const key = prepared.isPublic && asker.takesKept ? keyOf(asked) : undefined
    return key === undefined ? run(asked) : shared(key, asked)
  }
}

type Asked = {
  readonly prepared: Prepared
  readonly variables: GraphqlRequest['variables']
  readonly asker: Asker
}

function keyOf({ prepared, variables }: Asked): string | undefined {
  const key = `graphql ${prepared.id} ${JSON.stringify(variables)}`
  return key.length > longestKey ? undefined : key
}

/** The tags of all parts; `undefined` where one of them is not to be kept. */
function allOf(parts: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return parts.length === 0 || parts.includes(undefined) ? undefined : parts.flatMap((tags) => tags ?? [])
}

function told(
  { data, errors }: ExecutionResult,
  frame: Frame,
  log: Log,
): { readonly status: number; readonly body: string } {
  if (data === undefined) {
    throw new GraphqlFault('invalid_variables', 'The variables do not fit the document.', errors?.map(asError) ?? [])
  }
  if (!errors?.length) return { status: 200, body: JSON.stringify({ data }) }
  const failed = errors.map((error) => fieldError(error, frame, log))
  return { status: isLost(data, failed) ? 503 : 200, body: JSON.stringify({ data, errors: failed }) }
}

/** Nothing could be told because the process or what it needs is at its end: balancers and clients go by the status. */
function isLost(data: Readonly<Record<string, unknown>> | null, errors: readonly GraphQLFormattedError[]): boolean {
  const isEmpty = data === null || Object.values(data).every((value) => value === null)
  return isEmpty && errors.every(({ extensions }) => unavailable.has(String(extensions?.['code'])))
}

const unavailable = new Set(['overloaded', 'database_unavailable', 'module_unavailable', 'outcome_open'])
