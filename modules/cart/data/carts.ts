import type { Sql } from '@merx/kernel'
import type { CartId, OrderId } from '../domain/ids.ts'
import type { GuestOwner, Owner, UserOwner } from '../domain/owner.ts'
import type { StoredCart } from '../domain/stored-cart.ts'
import { type CartRow, cartOf } from './rows.ts'

/** The cart of an owner with its lines, whatever became of it; none if a guest's is unknown or expired. */
export async function findCart(sql: Sql, owner: Owner, now: Date): Promise<StoredCart | undefined> {
  const one = owner.kind === 'user' ? latestOf(sql, owner) : shownBy(sql, owner, now)
  return cartOf(await cartRows(sql, sql`cart.id = (${one})`))
}

export type UsersCarts = { readonly own: StoredCart | undefined; readonly shown: StoredCart | undefined }

/** A user's cart, and the one of a guest's token that is still shown. */
export async function findUsersCarts(
  sql: Sql,
  { user, guest }: { readonly user: UserOwner; readonly guest: GuestOwner },
  now: Date,
): Promise<UsersCarts> {
  const either = sql`cart.id in (${latestOf(sql, user)} union all ${shownBy(sql, guest, now)})`
  const rows = await cartRows(sql, either)
  return { own: cartOf(rows.filter(({ isUsers }) => isUsers)), shown: cartOf(rows.filter(({ isUsers }) => !isUsers)) }
}

/** A user has one open cart. Without it the newest is meant: a repeated checkout asks for the order that it became. */
function latestOf(sql: Sql, { userId }: UserOwner) {
  return sql`
    (select id from cart.cart where user_id = ${userId} order by (status = 'open') desc, id desc limit 1)`
}

function shownBy(sql: Sql, { tokenHash }: GuestOwner, now: Date) {
  return sql`
    (select id from cart.cart where token_hash = decode(${tokenHash}, 'hex') and expires_at > ${now})`
}

function cartRows(sql: Sql, condition: ReturnType<typeof latestOf>) {
  return sql<(CartRow & { readonly isUsers: boolean })[]>`
    select cart.id, cart.market, cart.version, cart.status, cart.order_id as "orderId",
      cart.user_id is not null as "isUsers", line.id as "lineId", line.variant_id as "variantId", line.quantity,
      line.unit_price as "unitPrice", line.currency
    from cart.cart left join cart.line on line.cart_id = cart.id
    where ${condition} order by line.position, line.place`
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
 * finds a changed cart. One whose user has begun another cart meanwhile stays closed.
 */
export async function reopenCart(sql: Sql, { cartId, version, orderId }: Closing): Promise<number | undefined> {
  const [opened] = await sql<{ readonly version: number }[]>`
    update cart.cart known set status = 'open', order_id = null, version = version + 1
    where id = ${cartId} and (order_id = ${orderId} or (status = 'open' and version = ${version}))
      and not exists (
        select from cart.cart other where other.user_id = known.user_id and other.status = 'open' and other.id <> known.id)
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
