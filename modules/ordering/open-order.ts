import { type Caller, type FreeContext, personOf, type Refusal, refuse } from '@merx/kernel'
import { type OrderKey, orderKey } from './data/orders.ts'
import type { OrderId } from './domain/ids.ts'
import { type OrderNumber, sequenceOf } from './domain/order-number.ts'
import { opens } from './order-token.ts'

/** The order that a number names, for whom it belongs to and for whoever shows a token of it. An unknown number and a wrong token are told apart by nobody. */
export async function openOrder(
  ctx: Pick<FreeContext, 'sql' | 'caller' | 'credential'>,
  { number, token }: { readonly number: OrderNumber; readonly token?: string | undefined },
): Promise<OrderId | Refusal<'unknown_order'>> {
  const order = await orderKey(ctx.sql, sequenceOf(number))
  const fits = opens(token ?? ctx.credential('order'), order?.tokenHashes ?? [])
  return order && (fits || isTheirs(order, ctx.caller)) ? order.id : unknownOrder(number)
}

function isTheirs({ userId }: Pick<OrderKey, 'userId'>, caller: Caller): boolean {
  return userId !== null && userId === personOf(caller)
}

export function unknownOrder(number: OrderNumber): Refusal<'unknown_order'> {
  return refuse('unknown_order', {
    detail: `There is no order ${number}, or the link to it is not whole. Use the link of your confirmation mail, or log in.`,
  })
}
