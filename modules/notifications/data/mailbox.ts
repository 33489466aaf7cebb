import type { Sql } from '@merx/kernel'
import type { Mail } from '../domain/mail.ts'

/** Puts a mail into the mailbox. One that is there already is counted, not added. */
export async function receive(
  sql: Sql,
  mail: Mail & { readonly id: string; readonly receivedAt: Date },
): Promise<void> {
  await sql`
    insert into notifications.mailbox as mailbox
      (id, message_id, sender, recipient, subject, body_text, body_html, received_at)
    values (${mail.id}, ${mail.messageId}, ${mail.from}, ${mail.to}, ${mail.subject}, ${mail.text}, ${mail.html},
      ${mail.receivedAt})
    on conflict (message_id) do update set received = mailbox.received + 1`
}
