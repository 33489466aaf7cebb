import { can, id, query } from '@merx/kernel'
import { z } from 'zod'
import { webhookOutcomes } from '../data/webhooks.ts'

const WebhookId = id<'WebhookId'>()

const Webhook = z
  .object({
    id: WebhookId,
    provider: z.string(),
    eventId: z.string(),
    outcome: z.enum(webhookOutcomes).nullable(),
    attempts: z.int(),
    receivedAt: z.iso.datetime(),
    appliedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PaymentWebhook' })

type WebhookRow = Omit<z.output<typeof Webhook>, 'receivedAt' | 'appliedAt'> & {
  readonly receivedAt: Date
  readonly appliedAt: Date | null
}

export const listWebhooks = query({
  name: 'payments.list-webhooks',
  summary: 'Lists what providers sent, the newest first.',
  rest: 'GET /admin/payments/webhooks',
  access: can('payments:read'),
  input: z.object({
    outcome: z.enum(webhookOutcomes).optional(),
    limit: z.int().min(1).max(100).default(50),
    after: WebhookId.optional(),
  }),
  output: z.object({ items: z.array(Webhook), next: z.string().nullable() }).meta({ id: 'PaymentWebhooks' }),
  async run(ctx, { outcome, limit, after }) {
    // ids are UUIDv7, so their order is the order in which the webhooks came
    const rows = await ctx.sql<WebhookRow[]>`
      select id, provider, event_id as "eventId", outcome, attempts, received_at as "receivedAt", applied_at as "appliedAt"
      from payments.webhook
      where (${outcome ?? null}::text is null or outcome = ${outcome ?? null})
        and (${after ?? null}::uuid is null or id < ${after ?? null})
      order by id desc limit ${limit + 1}`
    const items = rows.slice(0, limit).map((row) => ({
      ...row,
      receivedAt: row.receivedAt.toISOString(),
      appliedAt: row.appliedAt?.toISOString() ?? null,
    }))
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})
