import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineModule } from '../runtime/module.ts'
import type { TestDatabase } from '../testing/database.ts'
import { createTestLog, newKernelDatabase } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import { event } from './define.ts'
import { appendEvents } from './publish.ts'
import { consumer } from './readers.ts'

const counted = event({
  name: 'probe.counter.counted.v1',
  schema: z.object({ key: z.string(), version: z.number() }),
  key: ({ key }) => key,
})

/** Writes each event it is given into a table whose key bars a second time, and the place in which it came. */
const record = consumer({
  name: 'probe.record',
  on: [counted],
  handle: async (ctx, events) => {
    await ctx.sql`
      insert into probe.seen (id, key, version)
      select * from unnest(
        ${events.map(({ id }) => id)}::uuid[], ${events.map(({ key }) => key)}::text[],
        ${events.map(({ payload }) => payload.version)}::int[])`
  },
})

const probe = defineModule({ name: 'probe', operations: [], consumers: [record] })

const tables = `
  create schema probe;
  create table probe.seen (place bigint generated always as identity, id uuid primary key, key text, version int);
  create table probe.counter (key text primary key, version int not null default 0);
  create table probe.noise (at timestamptz)`

type Log = ReturnType<typeof createTestLog>

/** Counts a key up and publishes it, in a transaction that gets its id early, locks late and commits late. */
async function count({ database, events }: Log, key: string, pause: () => number): Promise<void> {
  await database.web.begin(async (tx) => {
    await tx`insert into probe.noise values (now())`
    await wait(pause())
    const [row] = await tx<{ version: number }[]>`
      insert into probe.counter as c (key, version) values (${key}, 1)
      on conflict (key) do update set version = c.version + 1 returning version`
    await appendEvents(tx, [
      { id: newId(), name: counted.name, key, payload: { key, version: row?.version }, traceId: null },
    ])
    await wait(pause())
  })
  events.wake()
}

async function seenInOrder({ database }: Log): Promise<readonly { key: string; versions: readonly number[] }[]> {
  return database.web<{ key: string; versions: number[] }[]>`
    select key, array_agg(version order by place) as versions from probe.seen group by key order by key`
}

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1)

describe('the event log', () => {
  let file: TestDatabase
  let log: Log

  beforeAll(async () => {
    file = await newKernelDatabase()
    log = createTestLog(file.url, [probe], { batch: 20 })
    await log.database.web.unsafe(tables)
    await log.events.start()
  })
  afterAll(async () => {
    await log.close()
    await file.drop()
  })

  test('given 16 writers whose transactions commit out of order and one that stays open, every event is consumed once and in the order of its key', async () => {
    const { database } = log
    const keys = ['a', 'b', 'c', 'd']
    const random = () => Math.floor(Math.random() * 6)

    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const long = database.web.begin(async (tx) => {
      await appendEvents(tx, [
        { id: newId(), name: counted.name, key: 'long', payload: { key: 'long', version: 1 }, traceId: null },
      ])
      await held
    })

    const naive = followBySequence(log)
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let n = 0; n < 40; n += 1) await count(log, keys[(writer + n) % keys.length] ?? 'a', random)
    })
    await Promise.all(writers)

    await vi.waitFor(
      async () => expect((await seenInOrder(log)).flatMap(({ versions }) => versions)).toHaveLength(640),
      10_000,
    )
    release()
    await long
    log.events.wake()
    await log.events.settled()

    expect(await seenInOrder(log)).toEqual([
      ...keys.map((key) => ({ key, versions: upTo(160) })),
      { key: 'long', versions: [1] },
    ])
    expect(await log.events.lag()).toMatchObject({
      consumers: [{ consumer: 'probe.record', events: 0, parked: 0, dead: 0 }],
    })

    // the two cursors that look right and are not: otherwise this test would prove nothing
    expect(await naive.stop()).toBeLessThan(641)
    const [turned] = await database.web<{ pairs: number }[]>`
      select count(*) as pairs from (
        select payload->'version' < lag(payload->'version') over (partition by key order by xid, sequence) as back from kernel.event) as pair
      where back`
    expect(turned?.pairs).toBeGreaterThan(0)
  })

  test('given a backlog of many batches, it is consumed in pieces and in order', async () => {
    await log.database.web`truncate probe.seen`
    await log.units('web', async (unit) => {
      for (const version of upTo(1_000)) {
        unit.events.push({
          id: newId(),
          name: counted.name,
          key: 'backlog',
          payload: { key: 'backlog', version },
          traceId: null,
        })
      }
    })
    await log.events.settled()
    expect(await seenInOrder(log)).toEqual([{ key: 'backlog', versions: upTo(1_000) }])
  })

  test('given the leader loses its connections in the middle of a batch, nothing is lost and nothing is doubled', async () => {
    const { database } = log
    await database.web`truncate probe.seen, probe.counter`
    let kills = 0
    const writers = Promise.all(
      Array.from({ length: 4 }, async (_, writer) => {
        let versions = 0
        for (; versions < 100 || kills < 10; versions += 1) await count(log, `k${writer}`, () => 1)
        return versions
      }),
    )
    while (kills < 10) {
      const killed = await database.web`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name in ('merx-log', 'merx-consumers')
          and query ~ 'kernel|probe|snapshot'`
      kills += killed.count
      await wait(60)
    }
    const counts = await writers
    await vi.waitFor(() => log.events.settled(), 10_000)
    expect(await seenInOrder(log)).toEqual(counts.map((last, n) => ({ key: `k${n}`, versions: upTo(last) })))
  })

  test('given positions that come from another server by a dump, the start is refused in plain words', async () => {
    const restored = await newKernelDatabase()
    const other = createTestLog(restored.url, [probe])
    await other.database.web`
      insert into kernel.position (consumer, snapshot) values ('probe.record', '900000000000:900000000000:')`
    await expect(other.events.start()).rejects.toThrow('The event log comes from another server')
    await other.close()
    await restored.drop()
  })

  test('given two processes on one database, one runs the consumers, and the other goes on when it stops', async () => {
    const { database } = log
    await database.web`truncate probe.seen, probe.counter`
    const other = createTestLog(file.url, [probe])
    await other.events.start()
    const leaders = () => database.web`
      select pid from pg_locks where locktype = 'advisory' and classid = 7305923
        and database = (select oid from pg_database where datname = current_database())`
    expect(await leaders()).toHaveLength(1)

    await count(other, 'two', () => 0)
    await vi.waitFor(async () => expect(await seenInOrder(log)).toEqual([{ key: 'two', versions: [1] }]), 5_000)

    await log.close()
    await count(other, 'two', () => 0)
    await other.events.settled()
    await vi.waitFor(async () => expect(await seenInOrder(other)).toEqual([{ key: 'two', versions: [1, 2] }]), 5_000)
    await other.close()
    log = createTestLog(file.url, [probe], { batch: 20 })
    await log.events.start()
  })
})

/** The cursor of a beginner: what lies behind the highest sequence number seen. Returns how many events it found in all. */
function followBySequence({ database }: Log): { stop(): Promise<number> } {
  let stopped = false
  let found = 0
  const following = (async () => {
    let last = 0
    while (!stopped) {
      const rows = await database.clock<{ sequence: number }[]>`
        select sequence from kernel.event where sequence > ${last} order by sequence`
      found += rows.length
      last = rows.at(-1)?.sequence ?? last
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await following
      return found
    },
  }
}
