import { internal, query, refuse } from '@merx/kernel'
import { z } from 'zod'

const MailboxMail = z
  .object({
    id: z.uuid(),
    messageId: z.string(),
    sender: z.string(),
    recipient: z.string(),
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    received: z.int(),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'MailboxMail' })
export type MailboxMail = z.output<typeof MailboxMail>

type Row = Omit<MailboxMail, 'receivedAt'> & { readonly receivedAt: Date }

export const readMailbox = query({
  name: 'notifications.read-mailbox',
  summary: 'One mail of the development mailbox.',
  access: internal,
  input: z.object({ id: z.uuid() }),
  output: MailboxMail,
  refuses: { unknown_mail: 404 },
  run: async (ctx, { id }) => {
    const [mail] = await ctx.sql<Row[]>`
      select id, message_id as "messageId", sender, recipient, subject, body_text as text, body_html as html, received,
        received_at as "receivedAt"
      from notifications.mailbox where id = ${id}`
    return mail
      ? { ...mail, receivedAt: mail.receivedAt.toISOString() }
      : refuse('unknown_mail', { detail: 'There is no such mail in the mailbox.' })
  },
})
