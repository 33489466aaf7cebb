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
  const send = renewing(transport)
  const call = async (name: string, input: unknown = {}, options: CallOptions = {}) =>
    resultOf(await send({ ...options, name, input }))
  // the server serialises every answer by the schema that this type was taken from
  return { call: call as unknown as Client<Api>['call'] }
}

const renewal = { name: 'accounts.refresh', input: {} }

/**
 * Renews a session whose access token is good no more, once for all calls that find it so at the same time, and asks again: such a call has
 * done nothing. Where the session is over too, the caller has been made a guest and is answered as one.
 */
function renewing(send: Transport): Transport {
  let renewed: Promise<Reply> | undefined

  return async (call) => {
    const reply = await send(call)
    if (!isExpired(reply) || call.name === renewal.name) return reply
    renewed ??= send(renewal).finally(() => {
      renewed = undefined
    })
    const { status } = await renewed
    // a shop that cannot renew now: the caller is still nobody to it
    return status >= 500 ? reply : send(call)
  }
}

function isExpired({ status, body }: Reply): boolean {
  return status === 401 && Object(body).code === 'token_expired'
}
