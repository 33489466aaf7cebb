import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'
import type { AddressId, AddressToSave, SavedAddress } from '../domain/saved-address.ts'

/** The address book of an account, the defaults first. */
export function addressesOf(sql: Sql, userId: UserId): Promise<readonly SavedAddress[]> {
  return sql<SavedAddress[]>`
    select id, address, is_default_shipping as "isDefaultShipping", is_default_billing as "isDefaultBilling"
    from accounts.address where account_id = ${userId}
    order by is_default_shipping desc, is_default_billing desc, created_at, id`
}

export type AddressToWrite = AddressToSave & { readonly id: AddressId; readonly userId: UserId }

/** The others are no default any more. To be called under the lock of the account. */
export async function clearDefaults(
  sql: Sql,
  { id, userId, isDefaultShipping, isDefaultBilling }: AddressToWrite,
): Promise<void> {
  const shipping = isDefaultShipping === true
  const billing = isDefaultBilling === true
  await sql`
    update accounts.address
    set is_default_shipping = is_default_shipping and not ${shipping}, is_default_billing = is_default_billing and not ${billing}
    where account_id = ${userId} and id <> ${id} and ((is_default_shipping and ${shipping}) or (is_default_billing and ${billing}))`
}

export async function insertAddress(sql: Sql, row: AddressToWrite, at: Date): Promise<void> {
  const { id, userId, address, isDefaultShipping = false, isDefaultBilling = false } = row
  await sql`
    insert into accounts.address (id, account_id, address, is_default_shipping, is_default_billing, created_at)
    values (${id}, ${userId}, ${JSON.stringify(address)}::text::jsonb, ${isDefaultShipping}, ${isDefaultBilling}, ${at})`
}

/** What is not said of defaults stays; `false` where there is no such address. */
export async function updateAddress(sql: Sql, row: AddressToWrite): Promise<boolean> {
  const { id, userId, address, isDefaultShipping = null, isDefaultBilling = null } = row
  const changed = await sql`
    update accounts.address
    set address = ${JSON.stringify(address)}::text::jsonb,
      is_default_shipping = coalesce(${isDefaultShipping}, is_default_shipping),
      is_default_billing = coalesce(${isDefaultBilling}, is_default_billing)
    where id = ${id} and account_id = ${userId}`
  return changed.count === 1
}

export async function deleteAddress(sql: Sql, userId: UserId, id: AddressId): Promise<void> {
  await sql`delete from accounts.address where id = ${id} and account_id = ${userId}`
}
