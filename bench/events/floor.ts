import { randomUUID } from 'node:crypto'
import postgres from 'postgres'

export type FlowRate = { readonly publishedPerSecond: number; readonly consumedPerSecond: number }

export type Flowing = { readonly writers: number; readonly eventsPerUnit: number; readonly seconds: number }

/**
 * The same rows by hand: a transaction for each unit, and one reader that goes by the sequence. Such a reader loses what commits late,
 * which is why the log does not read like this; as a floor it shows what its reading costs.
 */
export async function floorRate(url: string, { writers, eventsPerUnit, seconds }: Flowing): Promise<FlowRate> {
  const sql = postgres(url, { max: 9, onnotice: () => {} })
  await sql`create schema if not exists bench`
  await sql`create table if not exists bench.seen (id uuid primary key, number bigint not null)`
  await sql`create table if not exists bench.position (sequence bigint not null)`
  await sql`truncate bench.position`
  await sql`insert into bench.position select coalesce(max(sequence), 0) from kernel.event`

  let published = 0
  let consumed = 0
  let writing = true
  const started = performance.now()
  const end = started + seconds * 1_000
  const reading = (async () => {
    for (let found = 0; writing || found > 0; consumed += found) found = await consumeBatch(sql)
  })()
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() < end) {
        const first = published
        published += eventsPerUnit
        await publish(sql, first, eventsPerUnit)
      }
    }),
  )
  const publishing = performance.now() - started
  writing = false
  await reading
  const all = performance.now() - started
  await sql.end()
  return { publishedPerSecond: (published / publishing) * 1_000, consumedPerSecond: (consumed / all) * 1_000 }
}

async function publish(sql: postgres.Sql, first: number, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({ id: randomUUID(), number: first + index }))
  await sql.begin(
    (tx) => tx`
      insert into kernel.event (id, name, key, payload)
      select id, 'bench.thing.noted.v1', (number % 1000)::text, json_build_object('number', number)::jsonb
      from json_to_recordset(${JSON.stringify(events)}::text::json) as event (id uuid, number bigint)`,
  )
}

async function consumeBatch(sql: postgres.Sql): Promise<number> {
  return sql.begin(async (tx) => {
    const events = await tx<{ id: string; sequence: string; number: number }[]>`
      select id, sequence, (payload ->> 'number')::integer as number from kernel.event
      where sequence > (select sequence from bench.position) order by sequence limit 500`
    const last = events.at(-1)
    if (!last) return 0
    await tx`
      insert into bench.seen (id, number)
      select * from unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(({ number }) => number)}::bigint[])`
    await tx`update bench.position set sequence = ${last.sequence}`
    return events.length
  })
}
