import type { Sql } from '@merx/kernel'

export const webhookOutcomes = ['applied', 'ignored', 'mismatched', 'unmatched'] as const

/**
 * `ignored`: old news, or an event that says nothing of payments. `unmatched`: it speaks of a payment that the shop does not know; tried
 * again for a day.
 */
export type WebhookOutcome = (typeof webhookOutcomes)[number]

export type NewWebhook = {
  readonly id: string
  readonly provider: string
  readonly eventId: string
  readonly body: string
  readonly at: Date
}

/** False if this event was stored before; two at once wait for each other. */
export async function insertWebhook(sql: Sql, webhook: NewWebhook): Promise<boolean> {
  const inserted = await sql`
    insert into payments.webhook (id, provider, event_id, body, received_at)
    values (${webhook.id}, ${webhook.provider}, ${webhook.eventId}, ${webhook.body}, ${webhook.at})
    on conflict on constraint webhook_event do nothing`
  return inserted.count === 1
}

export async function keepOutcome(
  sql: Sql,
  webhookId: string,
  { outcome, at }: { readonly outcome: WebhookOutcome; readonly at: Date },
): Promise<void> {
  await sql`
    update payments.webhook
    set outcome = ${outcome}, attempts = attempts + 1, applied_at = ${outcome === 'unmatched' ? null : at}
    where id = ${webhookId}`
}

export type StoredWebhook = { readonly provider: string; readonly body: string }

export async function lockWebhook(sql: Sql, webhookId: string): Promise<StoredWebhook | undefined> {
  const [webhook] = await sql<StoredWebhook[]>`
    select provider, body from payments.webhook where id = ${webhookId} for update`
  return webhook
}

/** Webhooks that could not be applied yet and came after `since`. */
export async function findLeftWebhooks(sql: Sql, since: Date, limit: number): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from payments.webhook where applied_at is null and received_at > ${since} order by received_at limit ${limit}`
  return rows.map(({ id }) => id)
}
