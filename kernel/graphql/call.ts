import type { Endpoint } from '../http/endpoint.ts'
import type { Source } from './declare.ts'

/** What resolvers need of one request: a document is one call. */
export type GraphqlCall = {
  /** Runs an operation for the caller: its output, or a refusal as a member of the answer. Faults throw. */
  ask(endpoint: Endpoint, input: Readonly<Record<string, unknown>>): Promise<unknown>
  /** Finds one thing among all that the same level of the answer looks for. */
  find(source: Source, key: string, args: Readonly<Record<string, unknown>>): Promise<unknown>
}
