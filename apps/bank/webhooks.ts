import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { readBehaviour } from './behaviour.ts'

/** Something the shop is told. */
export type Told = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }

const WebhookRow = z.object({
  id: z.string(),
  payment_id: z.string(),
  type: z.string(),
  url: z.string(),
  body: z.string(),
  state: z.enum(['waiting', 'held', 'dropped', 'delivered', 'given_up']),
  copies: z.int(),
  due_at: z.int(),
  attempts: z.int(),
  failures: z.int(),
  error: z.string().nullable(),
})
export type WebhookRow = z.output<typeof WebhookRow>

/** Writes down what happened together, in the transaction in which it happened, to be sent as the behaviour says. */
export function queueWebhooks(
  books: DatabaseSync,
  told: readonly Told[],
  { paymentId, url, now }: { readonly paymentId: string; readonly url: string; readonly now: Date },
): void {
  const { delayMs, duplicates, reorder, drop, hold } = readBehaviour(books)
  const insert = books.prepare(
    'insert into webhook (id, payment_id, type, url, body, state, copies, due_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const state = drop ? 'dropped' : hold ? 'held' : 'waiting'
  for (const { type, data } of reorder ? told.toReversed() : told) {
    const id = `evt_${randomUUID()}`
    const body = JSON.stringify({ id, type, createdAt: now.toISOString(), data })
    insert.run(id, paymentId, type, url, body, state, 1 + duplicates, now.getTime() + delayMs)
  }
}

/** Lets out what was withheld, of one payment or of all. Returns how many. */
export function releaseWebhooks(books: DatabaseSync, paymentId: string | undefined, now: Date): number {
  const released = books
    .prepare(
      "update webhook set state = 'waiting', due_at = ? where state = 'held' and payment_id = coalesce(?, payment_id)",
    )
    .run(now.getTime(), paymentId ?? null)
  return Number(released.changes)
}

export function listWebhooks(books: DatabaseSync): readonly WebhookRow[] {
  return books
    .prepare('select * from webhook order by position')
    .all()
    .map((row) => WebhookRow.parse(row))
}

/** Webhooks whose time has come, in the order in which they were queued. */
export function dueWebhooks(books: DatabaseSync, now: Date): readonly WebhookRow[] {
  return books
    .prepare("select * from webhook where state = 'waiting' and due_at <= ? order by position limit 50")
    .all(now.getTime())
    .map((row) => WebhookRow.parse(row))
}

/** When the next one is due that is not due yet. */
export function nextDue(books: DatabaseSync, now: Date): number | undefined {
  const row = books
    .prepare("select min(due_at) as due_at from webhook where state = 'waiting' and due_at > ?")
    .get(now.getTime())
  return z.object({ due_at: z.int().nullable() }).parse(row).due_at ?? undefined
}

export function markDelivered(books: DatabaseSync, id: string): void {
  books
    .prepare(
      `update webhook set copies = copies - 1, attempts = attempts + 1, failures = 0, error = null,
              state = case when copies = 1 then 'delivered' else state end
       where id = ?`,
    )
    .run(id)
}

/** `retryAt` absent: given up. */
export function markFailed(
  books: DatabaseSync,
  id: string,
  { error, retryAt }: { readonly error: string; readonly retryAt: number | undefined },
): void {
  books
    .prepare(
      `update webhook set attempts = attempts + 1, failures = failures + 1, error = ?, due_at = coalesce(?, due_at),
              state = case when ? is null then 'given_up' else state end
       where id = ?`,
    )
    .run(error, retryAt ?? null, retryAt ?? null, id)
}
