import type { Sql } from '../operations/context.ts'

/** An effect outside as its unit of work records it. */
export type NewDelivery = {
  readonly type: string
  readonly id: string
  readonly payload: unknown
  readonly traceId: string | null
}

/** A delivery that this process holds the lease of. */
export type LeasedDelivery = NewDelivery & { readonly attempts: number }

/** Records deliveries in the unit of work of their cause, in one statement. The same type and id twice is one delivery. */
export async function appendDeliveries(sql: Sql, deliveries: readonly NewDelivery[]): Promise<void> {
  await sql`
    insert into kernel.delivery (type, id, trace_id, payload)
    select type, id, trace_id, payload::jsonb
    from unnest(
      ${deliveries.map(({ type }) => type)}::text[],
      ${deliveries.map(({ id }) => id)}::text[],
      ${deliveries.map(({ traceId }) => traceId)}::text[],
      ${deliveries.map(({ payload }) => JSON.stringify(payload))}::text[]
    ) as delivery (type, id, trace_id, payload)
    on conflict (type, id) do nothing`
}

export type Lease = {
  readonly holder: string
  readonly types: readonly string[]
  readonly limit: number
  readonly milliseconds: number
}

/**
 * Leases what is due. The lease is committed before anything is sent, and it counts as a try, so that one that kills its sender runs out
 * of tries too. `next_at` is the end of the lease while it is held.
 */
export async function leaseDeliveries(
  sql: Sql,
  { holder, types, limit, milliseconds }: Lease,
): Promise<readonly LeasedDelivery[]> {
  return sql<LeasedDelivery[]>`
    update kernel.delivery
    set attempts = attempts + 1, leased_by = ${holder}, next_at = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
    where (type, id) in (
      select type, id from kernel.delivery
      where state = 'waiting' and next_at <= clock_timestamp() and type = any(${types}::text[])
      order by next_at limit ${limit} for update skip locked)
    returning type, id, payload, trace_id as "traceId", attempts`
}

type Held = { readonly holder: string; readonly delivery: LeasedDelivery }

/** Holds a delivery for longer; returns whether it was still held. */
export async function renewDelivery(
  sql: Sql,
  { holder, delivery, milliseconds }: Held & { readonly milliseconds: number },
): Promise<boolean> {
  const renewed = await sql`
    update kernel.delivery set next_at = clock_timestamp() + ${milliseconds} * interval '1 millisecond'
    where type = ${delivery.type} and id = ${delivery.id} and leased_by = ${holder} and attempts = ${delivery.attempts}`
  return renewed.count === 1
}

export async function markSent(sql: Sql, { holder, delivery }: Held): Promise<void> {
  await sql`
    update kernel.delivery set state = 'sent', leased_by = null, ended_at = clock_timestamp(), last_error = null
    where type = ${delivery.type} and id = ${delivery.id} and leased_by = ${holder} and attempts = ${delivery.attempts}`
}

/** Gives back what was broken off, as if it had not been tried. */
export async function giveBack(sql: Sql, { holder, delivery }: Held): Promise<void> {
  await sql`
    update kernel.delivery set attempts = attempts - 1, leased_by = null, next_at = clock_timestamp()
    where type = ${delivery.type} and id = ${delivery.id} and leased_by = ${holder} and attempts = ${delivery.attempts}`
}

/** Keeps the error; tries again later, or never where `retryIn` is undefined. */
export async function markFailed(
  sql: Sql,
  failed: Held & { readonly error: string; readonly retryIn: number | undefined },
): Promise<void> {
  const { holder, delivery, error, retryIn } = failed
  await sql`
    update kernel.delivery
    set state = ${retryIn === undefined ? 'dead' : 'waiting'}, leased_by = null, last_error = ${error},
      next_at = clock_timestamp() + ${retryIn ?? 0} * interval '1 millisecond',
      ended_at = case when ${retryIn === undefined} then clock_timestamp() end
    where type = ${delivery.type} and id = ${delivery.id} and leased_by = ${holder} and attempts = ${delivery.attempts}`
}

/** Puts dead deliveries back, of one type or of all. Returns how many. */
export async function reviveDeliveries(sql: Sql, type: string | undefined): Promise<number> {
  const back = await sql`
    update kernel.delivery set state = 'waiting', attempts = 0, next_at = clock_timestamp(), ended_at = null
    where state = 'dead' and (${type ?? null}::text is null or type = ${type ?? null})`
  return back.count
}

/** Forgets what was sent long ago, a bounded number at a time so that nobody waits. */
export async function forgetSentDeliveries(
  sql: Sql,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<void> {
  await sql`
    delete from kernel.delivery where (type, id) in (
      select type, id from kernel.delivery
      where state = 'sent' and ended_at < clock_timestamp() - ${days} * interval '1 day'
      order by ended_at limit ${limit})`
}
