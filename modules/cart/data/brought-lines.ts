import type { Sql } from '@merx/kernel'
import type { CartId, OrderId } from '../domain/ids.ts'
import type { GuestOwner } from '../domain/owner.ts'
import type { StoredCart, StoredLine } from '../domain/stored-cart.ts'
import type { CartTarget } from '../domain/target.ts'
import { owned } from './owned.ts'
import { type CartRow, cartOf } from './rows.ts'

/** A cart under its lock. */
export type LockedCart = Pick<StoredCart, 'id' | 'market' | 'version'>

/** Locks the open cart of a guest's token. None: it is unknown, expired, ordered or merged. */
export async function lockGuestCart(sql: Sql, owner: GuestOwner, now: string): Promise<LockedCart | undefined> {
  const [locked] = await sql<LockedCart[]>`
    select id, market, version from cart.cart known where ${owned(sql, { owner, now }).open} for update`
  return locked
}

export type ClosedCart = {
  readonly id: CartId
  readonly market: string
  readonly userId: string
  readonly expiresAt: Date
}

/** Locks a user's cart that became this order. */
export async function lockClosedCart(
  sql: Sql,
  { cartId, orderId }: { readonly cartId: CartId; readonly orderId: OrderId },
): Promise<ClosedCart | undefined> {
  const [locked] = await sql<ClosedCart[]>`
    select id, market, user_id as "userId", expires_at as "expiresAt" from cart.cart
    where id = ${cartId} and order_id = ${orderId} and user_id is not null for update`
  return locked
}

/**
 * Locks the open cart of an owner at its next version, and makes it where there is none. One with nothing in it goes over to the market.
 * None: a guest's is closed or expired.
 */
export async function takeCart(
  sql: Sql,
  target: CartTarget,
  { cartId, market }: { readonly cartId: CartId; readonly market: string },
): Promise<LockedCart | undefined> {
  const { column, value, arbiter, open } = owned(sql, target)
  const [taken] = await sql<LockedCart[]>`
    insert into cart.cart as known (id, ${column}, market, expires_at)
    values (${cartId}, ${value}, ${market}, ${target.expiresAt}::timestamptz)
    on conflict ${arbiter} do update
    set version = known.version + 1, expires_at = excluded.expires_at,
      market = case when exists (select from cart.line where line.cart_id = known.id) then known.market else excluded.market end
    where ${open}
    returning id, market, version`
  return taken
}

/** Carts with their lines as they are under their locks. */
export async function lockedCarts(sql: Sql, ids: readonly CartId[]): Promise<readonly StoredCart[]> {
  const rows = await sql<CartRow[]>`
    select cart.id, cart.market, cart.version, cart.status, cart.order_id as "orderId", line.id as "lineId",
      line.variant_id as "variantId", line.quantity, line.unit_price as "unitPrice", line.currency
    from cart.cart left join cart.line on line.cart_id = cart.id
    where cart.id = any(${ids as CartId[]}::uuid[]) order by line.position, line.place`
  return ids.flatMap((id) => cartOf(rows.filter((row) => row.id === id)) ?? [])
}

/** Writes lines of a locked cart: those that are new come last. */
export async function saveLines(sql: Sql, cart: LockedCart, lines: readonly StoredLine[]): Promise<void> {
  const rows = lines.map(({ shownPrice, ...line }, place) => ({ ...line, ...shownPrice, place }))
  await sql`
    insert into cart.line (id, cart_id, variant_id, position, place, quantity, unit_price, currency)
    select row.id, ${cart.id}::uuid, row."variantId", ${cart.version}, row.place, row.quantity, row.amount, row.currency
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (id uuid, "variantId" uuid, place integer,
      quantity integer, amount bigint, currency text)
    on conflict (cart_id, variant_id) do update set quantity = excluded.quantity`
}

/** Ends a cart whose lines went into another one. Its new version; none if it no longer is what it was. */
export async function markMerged(
  sql: Sql,
  { from, was, into }: { readonly from: CartId; readonly was: 'open' | 'closed'; readonly into: CartId },
): Promise<number | undefined> {
  const [merged] = await sql<{ readonly version: number }[]>`
    update cart.cart set status = 'merged', merged_into = ${into}, order_id = null, version = version + 1
    where id = ${from} and status = ${was}
    returning version`
  return merged?.version
}
