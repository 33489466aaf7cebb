import type { Sql } from '@merx/kernel'

/** Forgets all carts and wishlists of these users, carts that became orders too: the orders live on elsewhere. */
export async function deleteCartsOf(sql: Sql, userIds: readonly string[]): Promise<void> {
  await sql`
    with wishlist as (delete from cart.wishlist where user_id = any(${userIds as string[]}::uuid[]))
    delete from cart.cart where user_id = any(${userIds as string[]}::uuid[])`
}
