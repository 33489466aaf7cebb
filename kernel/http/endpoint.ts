import type { AnyOperation } from '../operations/operation.ts'
import { isEmptyObject } from '../operations/wire.ts'
import { type InputReader, inputReader } from './input.ts'
import { compileOutput } from './output.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export type Method = (typeof methods)[number]

/** An operation as REST shows it: all that is derived from its definition, once, at the start. */
export type Endpoint = {
  readonly operation: AnyOperation
  readonly method: Method
  /** Below `/api/v1`, with `{name}` for fields of the input. */
  readonly path: string
  readonly inPath: readonly string[]
  /** Whether fields beyond the path come by query string; else by body. */
  readonly inQuery: boolean
  readonly input: InputReader
  readonly serialise: (output: unknown) => string
  readonly success: number
  /** Answers are the same for everyone and kept in memory. */
  readonly kept: boolean
  /** The body is taken as it came, with the headers: an outside party signed it. */
  readonly raw: boolean
}

/** The operations that have an address. */
export function endpointsOf(operations: readonly AnyOperation[]): readonly Endpoint[] {
  const endpoints = operations.flatMap((operation) => {
    if (operation.rest === undefined || operation.access.kind === 'internal') return []
    return [endpointOf(operation, operation.rest)]
  })
  const taken = new Map<string, string>()
  for (const { operation, method, path } of endpoints) {
    const address = `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`
    const other = taken.get(address)
    if (other) throw new Error(`'${other}' and '${operation.name}' have the same address: ${address}`)
    taken.set(address, operation.name)
  }
  return endpoints
}

function endpointOf(operation: AnyOperation, rest: string): Endpoint {
  const { method, path } = parseRest(operation.name, rest)
  const inPath = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? '')
  const { def } = operation.input._zod
  const unknown = inPath.find(
    (name) => !('shape' in def && typeof def.shape === 'object' && def.shape && name in def.shape),
  )
  if (unknown !== undefined) throw new Error(`'${operation.name}': {${unknown}} in its path is no field of its input`)
  const tagged = operation.kind === 'query' && operation.tags !== undefined
  if (tagged && operation.access.kind !== 'anyone') {
    throw new Error(`'${operation.name}' has tags, so its answers are kept for everyone, but not everyone may ask`)
  }
  const inQuery = method === 'GET' || method === 'DELETE'
  return {
    operation,
    method,
    path,
    inPath,
    inQuery,
    input: inputReader(operation.input, { inPath, inQuery }),
    serialise: compileOutput(operation.output),
    success: successOf(operation, method),
    kept: tagged && method === 'GET',
    raw: operation.kind !== 'query' && operation.body === 'raw',
  }
}

/** Queries answer 200; what has nothing to tell 204; a change by POST 201; any other change 200. */
function successOf(operation: AnyOperation, method: Method): number {
  if (operation.kind === 'query') return 200
  if (isEmptyObject(operation.output)) return 204
  return method === 'POST' ? 201 : 200
}

function parseRest(name: string, rest: string): { readonly method: Method; readonly path: string } {
  const [, given, path] = /^([A-Z]+) ((?:\/(?:[a-z0-9-]+|\{[a-zA-Z]+\}))+)$/.exec(rest) ?? []
  const method = methods.find((one) => one === given)
  if (!method || path === undefined)
    throw new Error(`'${name}': '${rest}' is no address: expected 'POST /cart/items/{id}'`)
  return { method, path }
}
