import type { Sql } from '@merx/kernel'

/** Writes down who is to be forgotten. */
export async function askErasures(sql: Sql, userIds: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into ordering.erasure (user_id, asked_at) select unnest(${userIds as string[]}::uuid[]), ${at}::timestamptz
    on conflict (user_id) do nothing`
}

/**
 * Takes the person out of orders that are finished, so many at once: the order stays, with the country, the region and the postal code that its
 * taxes came from. Links to it from mails open nothing any more. Returns how many there were.
 */
export async function eraseFromFinished(sql: Sql, limit: number): Promise<number> {
  const erased = await sql`
    with finished as (
      select placed.id from ordering.order placed join ordering.erasure on erasure.user_id = placed.user_id
      where order_status = 'cancelled' or fulfilment_status = 'delivered' or return_status = 'returned'
      order by placed.id limit ${limit}
      for update of placed
    ),
    links as (
      delete from ordering.order_token where order_id in (select id from finished)
    )
    update ordering.order placed
    set user_id = null, email = 'erased@example.invalid',
      shipping_address = ${nobody(sql)} || ${kept(sql, 'shipping_address')},
      billing_address = ${nobody(sql)} || ${kept(sql, 'billing_address')}
    from finished where placed.id = finished.id`
  return erased.count
}

/** Strikes out who has no order left. */
export async function endErasures(sql: Sql): Promise<void> {
  await sql`
    delete from ordering.erasure
    where not exists (select from ordering.order placed where placed.user_id = erasure.user_id)`
}

function nobody(sql: Sql) {
  return sql`'{"name": "Erased", "line1": "Erased", "city": "Erased"}'::jsonb`
}

function kept(sql: Sql, column: 'shipping_address' | 'billing_address') {
  return sql`jsonb_strip_nulls(jsonb_build_object(
    'country', placed.${sql(column)}->'country', 'region', placed.${sql(column)}->'region', 'postalCode', placed.${sql(column)}->'postalCode'))`
}
