import type { Sql } from '@merx/kernel'
import type { ProductId, VariantId, WishlistId } from '../domain/ids.ts'
import { mostWishes } from '../domain/limits.ts'
import type { GuestOwner, Owner, UserOwner } from '../domain/owner.ts'

type Wish = { readonly variantId: VariantId; readonly productId: ProductId }

export type StoredWish = Wish & { readonly addedAt: Date; readonly isUsers: boolean }

/** The wishes of these owners, the newest first. */
export async function wishesOf(
  sql: Sql,
  { user, guest }: { readonly user: UserOwner | undefined; readonly guest: GuestOwner | undefined },
  now: Date,
): Promise<readonly StoredWish[]> {
  return sql<StoredWish[]>`
    select wish.variant_id as "variantId", wish.product_id as "productId", wish.added_at as "addedAt",
      wishlist.user_id is not null as "isUsers"
    from cart.wishlist join cart.wish on wish.wishlist_id = wishlist.id
    where wishlist.user_id = ${user?.userId ?? null}
      or (wishlist.token_hash = decode(${guest?.tokenHash ?? null}::text, 'hex') and wishlist.expires_at > ${now})
    order by wish.added_at desc, wish.variant_id`
}

/** Locks the list of a user, and makes it where there is none. */
export async function takeUsersWishlist(sql: Sql, id: WishlistId, { userId }: UserOwner): Promise<WishlistId> {
  const [taken] = await sql<{ readonly id: WishlistId }[]>`
    insert into cart.wishlist (id, user_id) values (${id}, ${userId})
    on conflict (user_id) do update set user_id = excluded.user_id returning id`
  return taken?.id ?? id
}

/** Locks the list of a guest's token, which is kept longer by that. None: the token is unknown or expired. */
export async function takeGuestsWishlist(
  sql: Sql,
  { tokenHash }: GuestOwner,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<WishlistId | undefined> {
  const [taken] = await sql<{ readonly id: WishlistId }[]>`
    update cart.wishlist set expires_at = ${expiresAt}
    where token_hash = decode(${tokenHash}, 'hex') and expires_at > ${now} returning id`
  return taken?.id
}

export async function insertGuestsWishlist(
  sql: Sql,
  list: { readonly id: WishlistId; readonly owner: GuestOwner; readonly expiresAt: Date },
): Promise<void> {
  await sql`
    insert into cart.wishlist (id, token_hash, expires_at)
    values (${list.id}, decode(${list.owner.tokenHash}, 'hex'), ${list.expiresAt})`
}

/** Adds to a locked list. Whether it is there now: a list takes so many and no more. */
export async function insertWish(
  sql: Sql,
  id: WishlistId,
  { variantId, productId, at }: Wish & { readonly at: Date },
): Promise<{ readonly count: number; readonly isThere: boolean }> {
  const [added] = await sql<{ readonly count: number; readonly isThere: boolean }[]>`
    with before as (
      select count(*) as count, coalesce(bool_or(variant_id = ${variantId}), false) as has
      from cart.wish where wishlist_id = ${id}
    ),
    added as (
      insert into cart.wish (wishlist_id, variant_id, product_id, added_at)
      select ${id}::uuid, ${variantId}::uuid, ${productId}::uuid, ${at}::timestamptz
      from before where not has and count < ${mostWishes}
      returning variant_id
    )
    select count + (select count(*) from added) as count, has or exists (select from added) as "isThere" from before`
  return added ?? { count: 0, isThere: false }
}

/** Takes a wish out of the list of an owner, if it is in it. */
export async function deleteWish(sql: Sql, owner: Owner, variantId: VariantId): Promise<void> {
  const theirs =
    owner.kind === 'user' ? sql`user_id = ${owner.userId}` : sql`token_hash = decode(${owner.tokenHash}, 'hex')`
  await sql`
    delete from cart.wish where variant_id = ${variantId} and wishlist_id = (select id from cart.wishlist where ${theirs})`
}

/** Moves the wishes of a guest's locked list to a user's, the newest first as far as there is room, and ends the guest's. */
export async function moveWishes(
  sql: Sql,
  { from, into }: { readonly from: WishlistId; readonly into: WishlistId },
): Promise<void> {
  await sql`
    insert into cart.wish (wishlist_id, variant_id, product_id, added_at)
    select ${into}::uuid, variant_id, product_id, added_at from cart.wish
    where wishlist_id = ${from} and variant_id not in (select variant_id from cart.wish where wishlist_id = ${into})
    order by added_at desc
    limit ${mostWishes} - (select count(*) from cart.wish where wishlist_id = ${into})`
  await sql`delete from cart.wishlist where id = ${from}`
}

/** Forgets lists of guests whose time has come, a bounded number at a time. Returns how many went. */
export async function forgetExpiredWishlists(sql: Sql, now: Date, limit: number): Promise<number> {
  const gone = await sql`
    delete from cart.wishlist where id in (
      select id from cart.wishlist where expires_at <= ${now} order by expires_at limit ${limit} for update skip locked)`
  return gone.count
}
