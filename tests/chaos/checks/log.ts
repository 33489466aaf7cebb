import { modules } from '../../../merx.config.ts'
import { probeModule } from '../probe.ts'
import { check, type Finding, type HomeBooks, homeCheck, sqlCheck } from './check.ts'

/** Who reads which events of a log: its consumers, and the relays of what its own modules publish. */
function readersOf({
  modules: own,
  onBus,
}: HomeBooks): readonly { readonly consumer: string; readonly name: string }[] {
  const consumers = own.flatMap((module) => module.consumers ?? [])
  return [
    ...consumers.flatMap(({ name, on }) => on.map((type) => ({ consumer: name, name: type.name }))),
    ...(onBus ? own : []).flatMap(({ name: module, events = [] }) =>
      events.map(({ name }) => ({ consumer: `relay.${module}`, name })),
    ),
  ]
}

const everything = modules.flatMap(({ events = [] }) => events.map(({ name }) => name))

const probes = (probeModule.consumers ?? []).map(({ name }) => name)

/** Holds as soon as every reader has read the log to its end. */
export const consumerIsUpToDate = homeCheck(
  'consumer-is-up-to-date',
  (home) => home.sql<Finding[]>`
    select wanted.consumer as id, count(*) || ' events behind' as detail
    from jsonb_to_recordset(${JSON.stringify(readersOf(home))}::text::jsonb) as wanted (consumer text, name text)
    left join kernel.position on position.consumer = wanted.consumer
    join kernel.event on event.name = wanted.name
    where (pg_visible_in_snapshot(xid, snapshot) or (pg_visible_in_snapshot(xid, until) and sequence <= after)) is not true
    group by wanted.consumer`,
)

export const nothingIsParked = homeCheck(
  'nothing-is-parked',
  ({ sql }) => sql<Finding[]>`
    select id::text, format('%s of %s, parked by %s: %s', name, key, consumer, last_error) as detail from kernel.parked`,
)

export const everythingIsDelivered = homeCheck(
  'everything-is-delivered',
  ({ sql }) => sql<Finding[]>`
    select id, format('%s is %s after %s tries: %s', type, state, attempts, last_error) as detail
    from kernel.delivery where state <> 'sent'`,
)

/** Holds as soon as what killed processes had begun is done or undone. */
export const noFlowIsOpen = homeCheck(
  'no-flow-is-open',
  ({ sql }) => sql<Finding[]>`
    select id::text, format('%s goes %s since %s, %s attempts', operation, state, begun_at, attempts) as detail from kernel.saga`,
)

export const logChecks = [
  consumerIsUpToDate,
  nothingIsParked,
  everythingIsDelivered,
  noFlowIsOpen,

  homeCheck(
    'nothing-is-dead',
    ({ sql }) => sql<Finding[]>`
      select id::text, format('%s of %s, dead for %s: %s', name, key, consumer, last_error) as detail from kernel.dead_letter`,
  ),

  homeCheck(
    'event-is-published-once',
    ({ sql }) => sql<Finding[]>`
      select id::text, count(*) || ' times in the log' as detail from kernel.event group by id having count(*) > 1`,
  ),

  sqlCheck(
    'event-is-consumed-once',
    (sql) => sql<Finding[]>`
      select event.id::text, format('%s of %s came %s times to %s', event.name, event.key, count(seen.event_id), probe) as detail
      from kernel.event
      cross join unnest(${probes}::text[]) as probe
      left join probe.seen on seen.consumer = probe and seen.event_id = event.id
      where event.name = any(${everything}::text[])
      group by event.id, event.name, event.key, probe having count(seen.event_id) <> 1`,
  ),

  sqlCheck(
    'consumed-event-was-published',
    (sql) => sql<Finding[]>`
      select event_id::text as id, consumer || ' was given an event that is not in the log' as detail
      from probe.seen where not exists (select from kernel.event where event.id = seen.event_id)`,
  ),

  // several logs have no common order: what a broker promises is that of each publisher
  check(
    'key-keeps-its-order',
    ({ sql, homes }) => sql<Finding[]>`
      select event_id::text as id, format('%s was given %s of %s after %s', consumer, sequence, key, earlier) as detail
      from (
        select seen.*, lag(seen.sequence) over (
          partition by consumer, seen.key, case when ${homes.length > 1} then split_part(name, '.', 1) end order by place
        ) as earlier
        from probe.seen left join kernel.event on event.id = seen.event_id
      ) seen
      where earlier > sequence`,
  ),

  sqlCheck(
    'key-keeps-the-order-of-its-publisher',
    (sql) => sql<Finding[]>`
      select id::text, format('%s was given %s of %s after %s', consumer, sequence, key, earlier) as detail
      from (
        select event.id, consumer, event.key, event.sequence,
          lag(event.sequence) over (partition by consumer, event.key, split_part(name, '.', 1) order by place) as earlier
        from probe.seen join kernel.event on event.id = seen.event_id
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
