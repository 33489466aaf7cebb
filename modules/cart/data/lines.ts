import type { Money, Sql } from '@merx/kernel'
import type { CartId, CartLineId, VariantId } from '../domain/ids.ts'
import type { StoredCart } from '../domain/stored-cart.ts'
import type { CartTarget } from '../domain/target.ts'
import { findCart } from './carts.ts'
import { owned } from './owned.ts'
import { type CartRow, cartOf } from './rows.ts'

/** What a write left: the cart with all its lines, and whether it found a line to write. */
export type Written = { readonly cart: StoredCart; readonly wrote: boolean }

export type Addition = {
  /** For the cart, if its owner has none yet. */
  readonly cartId: CartId
  readonly market: string
  /** Whether the market goes over to a cart that is there. */
  readonly switchMarket: boolean
  readonly lineId: CartLineId
  readonly variantId: VariantId
  readonly quantity: number
  readonly price: Money
  /** The line may not come to more. */
  readonly most: number
}

/**
 * Adds to a line, making line and cart where there are none, under the lock of the cart's row: what two tabs add at once is added up.
 * `undefined` if a guest's cart is closed or expired.
 */
export function addToLine(sql: Sql, target: CartTarget, add: Addition): Promise<Written | undefined> {
  const { cartId, market, switchMarket, lineId, variantId, quantity, price, most } = add
  const { column, value, arbiter, open } = owned(sql, target)
  return write(sql, target, {
    target: sql`
      insert into cart.cart as known (id, ${column}, market, expires_at)
      values (${cartId}, ${value}, ${market}, ${target.expiresAt}::timestamptz)
      on conflict ${arbiter} do update
      set version = known.version + 1, expires_at = excluded.expires_at,
        market = case when ${switchMarket} then excluded.market else known.market end
      where ${open}
      returning id, market, version, status, order_id`,
    written: sql`
      insert into cart.line as known (id, cart_id, variant_id, position, quantity, unit_price, currency)
      select ${lineId}, id, ${variantId}, version, ${quantity}::integer, ${price.amount}, ${price.currency}
      from target where ${quantity}::integer <= ${most}::integer
      on conflict (cart_id, variant_id) do update
      set quantity = known.quantity + excluded.quantity, unit_price = excluded.unit_price, currency = excluded.currency
      where known.quantity + excluded.quantity <= ${most}::integer
      returning known.id, known.variant_id, known.position, known.place, known.quantity, known.unit_price, known.currency`,
    stays: true,
  })
}

/** Sets the quantity of a line and the price that is shown with it. */
export function setLine(
  sql: Sql,
  target: CartTarget,
  { lineId, quantity, price }: { readonly lineId: CartLineId; readonly quantity: number; readonly price: Money },
): Promise<Written | undefined> {
  return write(sql, target, {
    target: touchCart(sql, target),
    written: sql`
      update cart.line set quantity = ${quantity}, unit_price = ${price.amount}, currency = ${price.currency}
      from target where line.cart_id = target.id and line.id = ${lineId}
      returning line.id, line.variant_id, line.position, line.place, line.quantity, line.unit_price, line.currency`,
    stays: true,
  })
}

export function removeLine(sql: Sql, target: CartTarget, lineId: CartLineId): Promise<Written | undefined> {
  return write(sql, target, {
    target: touchCart(sql, target),
    written: sql`
      delete from cart.line using target where line.cart_id = target.id and line.id = ${lineId}
      returning line.id, line.variant_id, line.position, line.place, line.quantity, line.unit_price, line.currency`,
    stays: false,
  })
}

function touchCart(sql: Sql, target: CartTarget) {
  return sql`
    update cart.cart known set version = version + 1, expires_at = ${target.expiresAt}::timestamptz
    where ${owned(sql, target).open}
    returning id, market, version, status, order_id`
}

type Fragment = ReturnType<typeof touchCart>

type Writing = {
  /** Locks the cart and gives it the next version. */
  readonly target: Fragment
  /** Writes one line of it. */
  readonly written: Fragment
  /** Whether the line that was written is part of the cart afterwards. */
  readonly stays: boolean
}

/**
 * One statement: the cart, the line, and all lines as the answer. Its snapshot is older than its lock, so what another tab committed while
 * this one waited is missing; the version tells, and the cart is read once more.
 */
async function write(sql: Sql, to: CartTarget, { target, written, stays }: Writing): Promise<Written | undefined> {
  const rows = await sql<(CartRow & { readonly seenVersion: number | null; readonly wrote: boolean })[]>`
    with target as (${target}),
    written as (${written}),
    seen as (select id, version from cart.cart known where ${owned(sql, to).open}),
    row as (
      select id, variant_id, position, place, quantity, unit_price, currency from written where ${stays}
      union all
      select line.id, line.variant_id, line.position, line.place, line.quantity, line.unit_price, line.currency
      from cart.line join target on line.cart_id = target.id
      where line.variant_id not in (select variant_id from written)
    )
    select target.id, target.market, target.version, target.status, target.order_id as "orderId",
      (select version from seen where seen.id = target.id) as "seenVersion", exists (select from written) as wrote,
      row.id as "lineId", row.variant_id as "variantId", row.quantity, row.unit_price as "unitPrice", row.currency
    from target left join row on true
    order by row.position, row.place`
  const [first] = rows
  if (!first) return undefined
  const waited = first.version !== (first.seenVersion ?? 0) + 1
  const cart = waited ? await findCart(sql, to.owner, new Date(to.now)) : cartOf(rows)
  return cart && { cart, wrote: first.wrote }
}
