import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql'
import { type Failure, failureOf, type RequestIds } from '../http/failure.ts'
import type { Log } from '../telemetry/log.ts'
import { UnfollowedRelation } from './unfollowed-relation.ts'

/** What a server that answers in plain JSON tells with 200: the way there was right, the document was not (GraphQL over HTTP, 6.4.1). */
const ofTheDocument: readonly string[] = [
  'malformed_document',
  'invalid_document',
  'invalid_variables',
  'document_too_large',
  'no_such_operation',
  'PERSISTED_QUERY_NOT_FOUND',
]

/** The codes of what is wrong with a document, beside those that any request can meet. */
const statuses = {
  malformed_graphql_request: 400,
  malformed_document: 400,
  invalid_document: 400,
  invalid_variables: 400,
  document_too_large: 400,
  no_such_operation: 400,
  batching_refused: 400,
  idempotency_key_ambiguous: 400,
  // the code that clients with persisted documents look for
  PERSISTED_QUERY_NOT_FOUND: 404,
  persisted_query_mismatch: 400,
  subscription_by_request: 400,
  mutation_by_get: 405,
  not_acceptable: 406,
  // on a connection for subscriptions
  not_admitted: 403,
  too_many_subscriptions: 429,
  subscriptions_only: 400,
} as const

export type GraphqlFaultCode = keyof typeof statuses

/** Thrown where a request cannot become an execution. */
export class GraphqlFault extends Error {
  override readonly name = 'GraphqlFault'
  readonly code: GraphqlFaultCode
  /** What the parser or the validation found. */
  readonly errors: readonly GraphQLError[]

  constructor(code: GraphqlFaultCode, detail: string, errors: readonly GraphQLError[] = []) {
    super(detail)
    this.code = code
    this.errors = errors
  }

  get status(): number {
    return statuses[this.code]
  }
}

/** An answer to a request that was not executed. */
export type Rejection = {
  readonly status: number
  /** The status where the answer is plain JSON. */
  readonly plainStatus: number
  readonly body: FormattedExecutionResult
  readonly headers: Failure['headers']
}

export function rejectionOf(error: unknown, ids: RequestIds, log: Log): Rejection {
  if (error instanceof GraphqlFault) {
    const { code, errors, message, status } = error
    const found = errors.length > 0 ? errors.map(bare) : [{ message }]
    const plainStatus = ofTheDocument.includes(code) ? 200 : status
    return {
      status,
      plainStatus,
      headers: {},
      body: { errors: found.map((one) => ({ ...one, extensions: { code } })) },
    }
  }
  const { problem, headers } = failureOf(error, ids, log)
  return { status: problem.status, plainStatus: problem.status, headers, body: { errors: [told(problem)] } }
}

/** What went wrong in one field while others may have their answers. */
export function fieldError(thrown: unknown, ids: RequestIds, log: Log): GraphQLFormattedError {
  const error = asError(thrown)
  const { locations, path } = bare(error)
  const place = { ...(locations && { locations }), ...(path && { path }) }
  const cause = error.originalError ?? error
  if (cause instanceof UnfollowedRelation) {
    const { code, data } = cause.refusal
    return { message: cause.message, extensions: { ...data, code }, ...place }
  }
  const { problem } = failureOf(cause, ids, log)
  return { ...told(problem), ...place }
}

/** The compiled code makes errors of a class of its own. */
export function asError(error: unknown): GraphQLError {
  return error instanceof GraphQLError
    ? error
    : new GraphQLError(String(Reflect.get(Object(error), 'message')), Object(error))
}

function told({ type: _, title, status, detail, ...extensions }: Failure['problem']): GraphQLFormattedError {
  return { message: detail, extensions }
}

/** Suggestions would spell out a schema that does not tell itself. */
function bare(error: GraphQLError): GraphQLFormattedError {
  const { message, locations, path } = error.toJSON()
  return {
    message: message.replace(/ Did you mean .*\?$/s, ''),
    ...(locations && { locations }),
    ...(path && { path }),
  }
}
