import type { Sql } from '@merx/kernel'
import type { CartId, OrderId } from '../domain/ids.ts'
import type { StoredCart } from '../domain/stored-cart.ts'
import { type CartRow, cartOf } from './rows.ts'

/** The cart of a token with its lines, open or closed; none if it is unknown or expired. */
export async function findCart(sql: Sql, tokenHash: string, now: Date): Promise<StoredCart | undefined> {
  const rows = await sql<CartRow[]>`
    select cart.id, cart.market, cart.version, cart.status, cart.order_id as "orderId", line.id as "lineId",
      line.variant_id as "variantId", line.quantity, line.unit_price as "unitPrice", line.currency
    from cart.cart left join cart.line on line.cart_id = cart.id
    where cart.token_hash = decode(${tokenHash}, 'hex') and cart.expires_at > ${now}
    order by line.position`
  return cartOf(rows)
}

export type Closing = { readonly cartId: CartId; readonly version: number; readonly orderId: OrderId }

/** Closes a cart that still is what was ordered. The new version; none if it was changed or closed meanwhile. */
export async function closeCart(sql: Sql, { cartId, version, orderId }: Closing): Promise<number | undefined> {
  const [closed] = await sql<{ readonly version: number }[]>`
    update cart.cart set status = 'closed', order_id = ${orderId}, version = version + 1
    where id = ${cartId} and version = ${version} and status = 'open'
    returning version`
  return closed?.version
}

export async function isClosedBy(sql: Sql, { cartId, orderId }: Pick<Closing, 'cartId' | 'orderId'>): Promise<boolean> {
  const [found] = await sql`select from cart.cart where id = ${cartId} and order_id = ${orderId}`
  return found !== undefined
}

/**
 * Opens a cart that the order closed. A cart that is open at the version to be closed gets the next one as well: a close that comes late
 * finds a changed cart.
 */
export async function reopenCart(sql: Sql, { cartId, version, orderId }: Closing): Promise<number | undefined> {
  const [opened] = await sql<{ readonly version: number }[]>`
    update cart.cart set status = 'open', order_id = null, version = version + 1
    where id = ${cartId} and (order_id = ${orderId} or (status = 'open' and version = ${version}))
    returning version`
  return opened?.version
}

/** Forgets carts whose time has come, a bounded number at a time so that nobody waits. Returns how many went. */
export async function forgetExpired(sql: Sql, now: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from cart.cart where id in (
      select id from cart.cart where expires_at <= ${now} order by expires_at limit ${limit} for update skip locked)`
  return gone.count
}
