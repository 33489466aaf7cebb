import type { Sql } from '@merx/kernel'

/** Forgets messages that were sent before, and what the development mailbox got before, so many at once. Returns how many went. */
export async function forgetMessages(
  sql: Sql,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const gone = await sql`
    with mailbox as (
      delete from notifications.mailbox where id in (
        select id from notifications.mailbox where received_at < ${before} order by received_at limit ${limit})
      returning id
    ), message as (
      delete from notifications.message where id in (
        select id from notifications.message where sent_at < ${before} order by sent_at limit ${limit})
      returning id
    )
    select id from mailbox union all select id from message`
  return gone.length
}
