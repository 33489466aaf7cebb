import { type Finding, sqlCheck } from './check.ts'

const mailOf = {
  'ordering.order.placed.v1': 'order-placed',
  'ordering.order.confirmed.v1': 'order-confirmed',
  'ordering.order.cancelled.v1': 'order-cancelled',
} as const

export const mailChecks = [
  sqlCheck(
    'order-is-announced-once',
    (sql) => sql<Finding[]>`
      select move.order_id || ' ' || status as id, format('%s events for %s moves', told.count, moves) as detail
      from (
        select order_id, case status_after when 'pending' then 'placed' else status_after end as status, count(*) as moves
        from ordering.order_event
        -- of one that was refused nobody hears
        where axis = 'order'
          and not exists (select from ordering.order where id = order_id and cancel_reason = 'refused')
        group by order_id, status_after
      ) move
      cross join lateral (
        select count(*) from kernel.event where key = order_id::text and name = 'ordering.order.' || move.status || '.v1'
      ) told
      where told.count <> 1 or moves <> 1`,
  ),

  sqlCheck(
    'event-has-one-mail',
    (sql) => sql<Finding[]>`
      select event.id::text, format('%s of %s: %s messages, %s sent, %s in the mailbox', event.name, event.key,
        count(message.id), count(*) filter (where status = 'sent'), count(mailbox.id)) as detail
      from kernel.event
      join jsonb_each_text(${JSON.stringify(mailOf)}::text::jsonb) as wanted (name, template) on wanted.name = event.name
      left join notifications.message on message.dedupe_key = event.id::text and message.template = wanted.template
      left join notifications.mailbox on mailbox.message_id = message.message_id and mailbox.recipient = message.recipient
      -- an order that is confirmed as it is placed gets the confirmation alone
      where event.name <> 'ordering.order.placed.v1' or event.payload -> 'confirmed' is null
      group by event.id, event.name, event.key
      having (count(message.id), count(*) filter (where status = 'sent'), count(mailbox.id)) <> (1, 1, 1)`,
  ),

  sqlCheck(
    'mail-has-one-message-id',
    (sql) => sql<Finding[]>`
      select recipient || ': ' || subject as id, count(*) || ' Message-IDs' as detail
      from notifications.mailbox group by recipient, subject having count(*) > 1`,
  ),

  sqlCheck(
    'mail-is-repeated-only-after-a-try',
    (sql) => sql<Finding[]>`
      select mailbox.message_id as id, format('received %s times in %s tries', received, coalesce(attempts, 0)) as detail
      from notifications.mailbox
      left join notifications.message on message.message_id = mailbox.message_id
      left join kernel.delivery on delivery.type = 'notifications.send-mail' and delivery.id = message.id::text
      where received > coalesce(attempts, 0)`,
  ),
]
