import { internal, PersonalRecords, personalRecord, query, type Sql } from '@merx/kernel'
import { z } from 'zod'

export const personalRecords = query({
  name: 'cart.personal-records',
  summary: 'Tells what is kept about a person: what lies in the cart, and what is wished for.',
  access: internal,
  input: z.object({ userId: z.uuid() }),
  output: PersonalRecords,
  run: async (ctx, { userId }) => {
    const [lines, wishes] = await Promise.all([linesOf(ctx.sql, userId), wishesOf(ctx.sql, userId)])
    const records = [
      ...lines.map((line) => personalRecord('cart line', line)),
      ...wishes.map((wish) => personalRecord('wish', wish)),
    ]
    return { records }
  },
})

function linesOf(sql: Sql, userId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return sql`
    select line.variant_id as "variantId", line.quantity, cart.market, cart.created_at as "cartCreatedAt"
    from cart.cart join cart.line on line.cart_id = cart.id
    where cart.user_id = ${userId} and cart.status = 'open' order by line.position, line.place`
}

function wishesOf(sql: Sql, userId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return sql`
    select wish.variant_id as "variantId", wish.added_at as "addedAt"
    from cart.wishlist join cart.wish on wish.wishlist_id = wishlist.id
    where wishlist.user_id = ${userId} order by wish.added_at`
}
