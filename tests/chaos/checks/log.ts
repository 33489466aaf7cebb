import { modules } from '../../../merx.config.ts'
import { probeModule } from '../probe.ts'
import { type Finding, sqlCheck } from './check.ts'

const consumers = [...modules, probeModule].flatMap((module) => module.consumers ?? [])

const wanted = consumers.flatMap(({ name, on }) => on.map((type) => ({ consumer: name, name: type.name })))

const probes = (probeModule.consumers ?? []).map(({ name }) => name)

/** Holds as soon as every consumer has read the log to its end. */
export const consumerIsUpToDate = sqlCheck(
  'consumer-is-up-to-date',
  (sql) => sql<Finding[]>`
    select wanted.consumer as id, count(*) || ' events behind' as detail
    from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as wanted (consumer text, name text)
    left join kernel.position on position.consumer = wanted.consumer
    join kernel.event on event.name = wanted.name
    where (pg_visible_in_snapshot(xid, snapshot) or (pg_visible_in_snapshot(xid, until) and sequence <= after)) is not true
    group by wanted.consumer`,
)

export const nothingIsParked = sqlCheck(
  'nothing-is-parked',
  (sql) => sql<Finding[]>`
    select id::text, format('%s of %s, parked by %s: %s', name, key, consumer, last_error) as detail from kernel.parked`,
)

export const everythingIsDelivered = sqlCheck(
  'everything-is-delivered',
  (sql) => sql<Finding[]>`
    select id, format('%s is %s after %s tries: %s', type, state, attempts, last_error) as detail
    from kernel.delivery where state <> 'sent'`,
)

export const logChecks = [
  consumerIsUpToDate,
  nothingIsParked,
  everythingIsDelivered,

  sqlCheck(
    'nothing-is-dead',
    (sql) => sql<Finding[]>`
      select id::text, format('%s of %s, dead for %s: %s', name, key, consumer, last_error) as detail from kernel.dead_letter`,
  ),

  sqlCheck(
    'event-is-published-once',
    (sql) => sql<Finding[]>`
      select id::text, count(*) || ' times in the log' as detail from kernel.event group by id having count(*) > 1`,
  ),

  sqlCheck(
    'event-is-consumed-once',
    (sql) => sql<Finding[]>`
      select event.id::text, format('%s of %s came %s times to %s', event.name, event.key, count(seen.event_id), probe) as detail
      from kernel.event
      cross join unnest(${probes}::text[]) as probe
      left join probe.seen on seen.consumer = probe and seen.event_id = event.id
      where event.name = any(${[...new Set(wanted.filter(({ consumer }) => consumer === probes[0]).map(({ name }) => name))]}::text[])
      group by event.id, event.name, event.key, probe having count(seen.event_id) <> 1`,
  ),

  sqlCheck(
    'consumed-event-was-published',
    (sql) => sql<Finding[]>`
      select event_id::text as id, consumer || ' was given an event that is not in the log' as detail
      from probe.seen where not exists (select from kernel.event where event.id = seen.event_id)`,
  ),

  sqlCheck(
    'key-keeps-its-order',
    (sql) => sql<Finding[]>`
      select event_id::text as id, format('%s was given %s of %s after %s', consumer, sequence, key, earlier) as detail
      from (
        select *, lag(sequence) over (partition by consumer, key order by place) as earlier from probe.seen
      ) seen
      where earlier > sequence`,
  ),

  sqlCheck(
    'sales-are-counted-once',
    (sql) => sql<Finding[]>`
      select product_id::text as id, format('counted %s, confirmed %s', coalesce(sold, 0), coalesce(quantity, 0)) as detail
      from catalog.product_sales
      full join (
        select product_id, sum(quantity) as quantity
        from ordering.order_line line
        join ordering.order_event move on move.order_id = line.order_id and axis = 'order' and status_after = 'confirmed'
        group by product_id
      ) confirmed using (product_id)
      where coalesce(sold, 0) <> coalesce(quantity, 0)`,
  ),
]
