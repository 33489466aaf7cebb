import { Fault } from '../http/problem.ts'
import type { GraphqlRequest } from './execute.ts'
import { GraphqlFault } from './fault.ts'

/** Reads what the GraphQL-over-HTTP specification puts in a body or, as texts, in an address. */
export function requestOf(carried: unknown, { readsOnly }: Pick<GraphqlRequest, 'readsOnly'>): GraphqlRequest {
  if (Array.isArray(carried)) throw new GraphqlFault('batching_refused', 'Send one request at a time.')
  if (!isRecord(carried)) throw malformed('The request is no JSON object.')
  const { query, operationName, variables, extensions } = readsOnly ? fromAddress(carried) : carried
  return {
    readsOnly,
    query: textOrNothing(query, 'query'),
    operationName: textOrNothing(operationName, 'operationName') || undefined,
    variables: recordOrNothing(variables, 'variables') ?? {},
    sha256: persistedHash(recordOrNothing(extensions, 'extensions')),
  }
}

function fromAddress(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...given, variables: fromText(given['variables']), extensions: fromText(given['extensions']) }
}

function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (value === '') return undefined
  try {
    return JSON.parse(value)
  } catch {
    throw new Fault('malformed_json')
  }
}

/** As Apollo's clients send it: `{ persistedQuery: { version: 1, sha256Hash } }`. */
function persistedHash(extensions: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const persisted = extensions?.['persistedQuery']
  if (persisted === undefined || persisted === null) return undefined
  const sha256 = isRecord(persisted) ? persisted['sha256Hash'] : undefined
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw malformed('`persistedQuery.sha256Hash` is a SHA-256 in hexadecimal.')
  }
  return sha256
}

function textOrNothing(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw malformed(`\`${name}\` is a text.`)
}

function recordOrNothing(value: unknown, name: string): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return undefined
  if (isRecord(value)) return value
  throw malformed(`\`${name}\` is a JSON object.`)
}

function malformed(detail: string): GraphqlFault {
  return new GraphqlFault('malformed_graphql_request', detail)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
