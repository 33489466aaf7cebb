import { type FreeContext, type Refusal, refuse } from '@merx/kernel'
import { orderKey } from './data/orders.ts'
import type { OrderId } from './domain/ids.ts'
import { type OrderNumber, sequenceOf } from './domain/order-number.ts'
import { opens } from './order-token.ts'

/** The order that a number and a token name. An unknown number and a wrong token are told apart by nobody. */
export async function openOrder(
  ctx: Pick<FreeContext, 'sql' | 'credential'>,
  { number, token }: { readonly number: OrderNumber; readonly token?: string | undefined },
): Promise<OrderId | Refusal<'unknown_order'>> {
  const order = await orderKey(ctx.sql, sequenceOf(number))
  const fits = opens(token ?? ctx.credential('order'), order?.tokenHashes ?? [])
  return order && fits ? order.id : unknownOrder(number)
}

export function unknownOrder(number: OrderNumber): Refusal<'unknown_order'> {
  return refuse('unknown_order', {
    detail: `There is no order ${number}, or the link to it is not whole. Use the link of your confirmation mail.`,
  })
}
