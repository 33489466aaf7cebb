import { internal, query } from '@merx/kernel'
import { z } from 'zod'

const MailboxEntry = z
  .object({
    id: z.uuid(),
    recipient: z.string(),
    subject: z.string(),
    /** How often it came; above 1 only where a crash hit the moment of sending. */
    received: z.int(),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'MailboxEntry' })
export type MailboxEntry = z.output<typeof MailboxEntry>

type Row = Omit<MailboxEntry, 'receivedAt'> & { readonly receivedAt: Date }

export const listMailbox = query({
  name: 'notifications.list-mailbox',
  summary: 'The mails in the development mailbox, newest first.',
  access: internal,
  input: z.object({ limit: z.int().min(1).max(500).default(100), after: z.uuid().optional() }),
  output: z.object({ items: z.array(MailboxEntry), next: z.uuid().nullable() }).meta({ id: 'Mailbox' }),
  run: async (ctx, { limit, after }) => {
    const rows = await ctx.sql<Row[]>`
      select id, recipient, subject, received, received_at as "receivedAt" from notifications.mailbox
      where ${after ?? null}::uuid is null or id < ${after ?? null}::uuid
      order by id desc limit ${limit + 1}`
    const items = rows.slice(0, limit).map((row) => ({ ...row, receivedAt: row.receivedAt.toISOString() }))
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})
