import type { Sql } from '@merx/kernel'

export type MessageToWrite = {
  readonly id: string
  readonly dedupeKey: string
  readonly messageId: string
  readonly template: string
  readonly recipient: string
  readonly language: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Inserts messages and returns the ids of those that were not written before. */
export async function insertMessages(
  sql: Sql,
  messages: readonly MessageToWrite[],
  createdAt: Date,
): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    insert into notifications.message
      (id, dedupe_key, message_id, template, recipient, language, subject, body_text, body_html, created_at)
    select row.id, row."dedupeKey", row."messageId", row.template, row.recipient, row.language, row.subject, row.text,
      row.html, ${createdAt}
    from jsonb_to_recordset(${JSON.stringify(messages)}::text::jsonb) as row (id uuid, "dedupeKey" text,
      "messageId" text, template text, recipient text, language text, subject text, text text, html text)
    on conflict (dedupe_key) do nothing
    returning id`
  return rows.map(({ id }) => id)
}

export type QueuedMessage = {
  readonly messageId: string
  readonly recipient: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The message if it still has to be sent. */
export async function queuedMessage(sql: Sql, id: string): Promise<QueuedMessage | undefined> {
  const [message] = await sql<QueuedMessage[]>`
    select message_id as "messageId", recipient, subject, body_text as text, body_html as html
    from notifications.message where id = ${id} and status = 'queued'`
  return message
}

export async function markSent(sql: Sql, id: string, at: Date): Promise<void> {
  await sql`update notifications.message set status = 'sent', sent_at = ${at} where id = ${id} and status = 'queued'`
}
