import type { Contract } from './contract.ts'
import { type Reply, type Result, resultOf } from './result.ts'

export type Call = {
  readonly name: string
  readonly input: unknown
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/** How a call reaches the shop. */
export type Transport = (call: Call) => Promise<Reply>

export type CallOptions = Omit<Call, 'name' | 'input'>

export type Client<Api> = {
  /** Calls an operation by name: `client.call('cart.add-item', { variantId, quantity: 1 })`. */
  call<Name extends keyof Api & string>(name: Name, ...given: Given<Api[Name]>): Promise<ResultOf<Api[Name]>>
}

type Given<Operation> =
  Operation extends Contract<infer Input>
    ? Record<never, never> extends Input
      ? [input?: Input, options?: CallOptions]
      : [input: Input, options?: CallOptions]
    : never

/** How a call of an operation may end. */
export type ResultOf<Operation> =
  Operation extends Contract<unknown, infer Output, infer Code> ? Result<Output, Code> : never

/** A client for the operations that `Api` lists; `Api` is a type alone and costs nothing at run time. */
export function createClient<Api>({ transport }: { readonly transport: Transport }): Client<Api> {
  const call = async (name: string, input: unknown = {}, options: CallOptions = {}) =>
    resultOf(await transport({ ...options, name, input }))
  // the server serialises every answer by the schema that this type was taken from
  return { call: call as unknown as Client<Api>['call'] }
}
