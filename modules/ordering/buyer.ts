import { type FreeContext, personOf } from '@merx/kernel'
import { UserId } from './domain/ids.ts'
import { orderTokenOf } from './order-token.ts'

/** To whom a new order belongs: to a user, or to whoever holds its token. */
export type Buyer =
  | { readonly userId: UserId; readonly token: null }
  | { readonly userId: null; readonly token: string }

export function buyerOf(ctx: Pick<FreeContext, 'caller' | 'credential'>, orderId: string): Buyer {
  const person = personOf(ctx.caller)
  if (person !== undefined) return { userId: UserId.parse(person), token: null }
  return { userId: null, token: orderTokenOf(ctx.credential('cart') ?? '', orderId) }
}
