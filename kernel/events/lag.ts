import type { RelayLag } from '../bus/lag.ts'
import { relayName } from '../bus/relay.ts'
import type { Sql } from '../operations/context.ts'

/** How far what follows the log is behind it. */
export type EventLag = {
  readonly consumers: readonly ConsumerLag[]
  readonly deliveries: DeliveryLag
  /** Of the modules here, when their events go to a bus. */
  readonly relays: readonly RelayLag[]
}

export type ConsumerLag = {
  readonly consumer: string
  /** Events of interest that were not consumed yet; counted up to 10,000. */
  readonly events: number
  /** The age of the oldest of them. */
  readonly seconds: number
  readonly parked: number
  readonly dead: number
}

export type DeliveryLag = {
  readonly waiting: number
  /** Of those waiting: due, or being sent at this moment. */
  readonly due: number
  readonly dead: number
}

const mostCounted = 10_000

/** `wanted` names the events that each consumer takes, `relayed` the modules whose events go to a bus. */
export async function readLag(
  sql: Sql,
  wanted: ReadonlyMap<string, readonly string[]>,
  relayed: readonly string[],
): Promise<EventLag> {
  const relays = new Map(relayed.map((module) => [relayName(module), module]))
  const patterns = new Map([...relays].map(([name, module]) => [name, [`${module}.%`]] as const))
  const all = new Map([...wanted, ...patterns])
  const readers = all.size > 0 ? await readConsumerLag(sql, all) : []
  return {
    consumers: readers.filter(({ consumer }) => !relays.has(consumer)),
    deliveries: await readDeliveryLag(sql),
    relays: readers.flatMap(({ consumer, events, seconds }) => {
      const module = relays.get(consumer)
      return module === undefined ? [] : [{ module, events, seconds }]
    }),
  }
}

/** No name of an event holds what LIKE would take for anything else. */
async function readConsumerLag(
  sql: Sql,
  consumers: ReadonlyMap<string, readonly string[]>,
): Promise<readonly ConsumerLag[]> {
  const wanted = [...consumers].flatMap(([consumer, names]) => names.map((name) => ({ consumer, name })))
  return sql<ConsumerLag[]>`
    with wanted as (
      select consumer, array_agg(name) as names
      from json_to_recordset(${JSON.stringify(wanted)}::text::json) as w (consumer text, name text)
      group by consumer
    )
    select p.consumer, behind.events::int, coalesce(behind.seconds, 0) as seconds,
      (select count(*)::int from kernel.parked where parked.consumer = p.consumer) as parked,
      (select count(*)::int from kernel.dead_letter where dead_letter.consumer = p.consumer) as dead
    from kernel.position p join wanted using (consumer)
    cross join lateral (
      select count(*) as events, extract(epoch from clock_timestamp() - min(occurred_at))::float8 as seconds
      from (
        select occurred_at from kernel.event
        where xid = any(array(select pg_snapshot_xip(p.snapshot)))
          and name like any(wanted.names) and (p.until is null or sequence > p.after or not pg_visible_in_snapshot(xid, p.until))
        union all
        select occurred_at from kernel.event
        where xid >= pg_snapshot_xmax(p.snapshot)
          and name like any(wanted.names) and (p.until is null or sequence > p.after or not pg_visible_in_snapshot(xid, p.until))
        limit ${mostCounted}
      ) as fresh
    ) as behind
    order by p.consumer`
}

async function readDeliveryLag(sql: Sql): Promise<DeliveryLag> {
  const [row] = await sql<DeliveryLag[]>`
    select count(*)::int as waiting,
      count(*) filter (where next_at <= clock_timestamp() or leased_by is not null)::int as due,
      (select count(*)::int from kernel.delivery where state = 'dead') as dead
    from kernel.delivery where state = 'waiting'`
  return row ?? { waiting: 0, due: 0, dead: 0 }
}
