import assert from 'node:assert/strict'
import { newId } from '../values/ids.ts'
import type { BusEvent } from './bus.ts'
import { type BusCase, type BusSubject, until } from './conformance.ts'
import { deskHome, forbidden, type Homes, lent, startHomes, upTo } from './homes.fixture.ts'

/** What two homes on a bus see, as cases for any test runner with a database: the one publishes, the other consumes. */
export const homesOnBusConformance: readonly BusCase[] = [
  {
    name: 'what one home publishes the other consumes once, in the order of each key, and its live readers hear it',
    run: (subject) =>
      scene(subject, {}, async ({ lend, noted, heard, library, desk }) => {
        const books = ['a', 'b', 'c', 'd']
        for (let round = 0; round < 50; round += 1) await Promise.all(books.map((book) => lend(book, book)))
        await until(async () => countOf(await noted()) >= 400)
        assert.deepEqual(await noted(), Object.fromEntries(books.map((book) => [book, upTo(100)])))
        await until(() => heard.length >= 400)
        assert.equal(new Set(heard).size, 400)

        const logs = [library, desk].map(
          ({ database }) => database.web`
          select id, name, key, payload, occurred_at from kernel.event order by id`,
        )
        const [published = [], received = []] = await Promise.all(logs)
        assert.equal(published.length, 400)
        assert.deepEqual([...received], [...published])
        await until(async () => (await library.events.lag()).relays.every(({ events }) => events === 0))
        await until(async () => (await desk.events.receiverLag()).every(({ events }) => events === 0))
      }),
  },
  {
    name: 'given the bus refuses for a while, what was published meanwhile comes when it takes events again, in order',
    run: (subject) => {
      let refusing = true
      let refused = 0
      const publish: Disturb = async (put) => {
        if (refusing) refused += 1
        if (refusing) throw new Error('the bus is out of order')
        await put()
      }
      return scene(subject, { publish }, async ({ lend, noted, library }) => {
        await lend('a', 'b')
        await until(() => refused > 0)
        assert.equal((await library.events.lag()).relays[0]?.events, 2)
        await lend('a')
        refusing = false
        await until(async () => countOf(await noted()) >= 3)
        assert.deepEqual(await noted(), { a: [1, 2], b: [1] })
      })
    },
  },
  {
    name: 'given the relay ends between the bus and its mark, nothing is consumed twice',
    run: (subject) => {
      let ends = 3
      const publish: Disturb = async (put) => {
        await put()
        ends -= 1
        if (ends >= 0) throw new Error('killed before the mark')
      }
      return scene(subject, { publish }, async ({ lend, noted, desk, library }) => {
        await lend('a', 'b', 'a')
        await until(async () => ends < 0 && (await library.events.lag()).relays.every(({ events }) => events === 0))
        await lend('a')
        await until(async () => countOf(await noted()) >= 4)
        assert.deepEqual(await noted(), { a: [1, 2, 3], b: [1] })
        const [received] = await desk.database.web<{ count: number }[]>`select count(*) as count from kernel.event`
        assert.equal(received?.count, 4)
      })
    },
  },
  {
    name: 'given the bus gives an event again, the log has it once',
    run: (subject) => {
      const receive: Disturb = async (take) => {
        await take()
        await take()
      }
      return scene(subject, { receive }, async ({ lend, noted, desk }) => {
        await lend('a', 'b', 'a')
        await until(async () => countOf(await noted()) >= 3)
        await desk.events.settled()
        assert.deepEqual(await noted(), { a: [1, 2], b: [1] })
        const [received] = await desk.database.web<{ count: number }[]>`select count(*) as count from kernel.event`
        assert.equal(received?.count, 3)
      })
    },
  },
  {
    name: 'given a message that is no event, it alone is a dead letter, once, and what comes after it is consumed',
    run: (subject) =>
      scene(subject, {}, async ({ lend, noted, desk, publish }) => {
        const sound: BusEvent = {
          ...{ id: newId(), name: lent.name, key: 'z', traceId: null },
          ...{ payload: { book: 'z', version: 1 }, occurredAt: new Date().toISOString() },
        }
        const strange = [
          { ...sound, id: newId(), payload: { book: 'a \0 in a name', version: 1 } },
          { ...sound, id: 'no id', key: 'x' },
          sound,
        ]
        await publish(strange)
        await publish(strange)
        await lend('a')
        await until(async () => countOf(await noted()) >= 2)
        assert.deepEqual(await noted(), { a: [1], z: [1] })
        const dead = await desk.database.web`
          select consumer, key, name from kernel.dead_letter order by key`
        assert.deepEqual(
          [...dead],
          ['x', 'z'].map((key) => ({ consumer: `receiver.${deskHome}`, key, name: lent.name })),
        )
        // nobody could take them out of the parking lot again
        assert.equal(await desk.events.redrive(), 0)
      }),
  },
  {
    name: 'given a consumer that cannot take an event, only its key waits',
    run: (subject) =>
      scene(subject, {}, async ({ lend, noted, desk }) => {
        await lend('a', forbidden, 'b', forbidden, 'a')
        await until(async () => countOf(await noted()) >= 3)
        assert.deepEqual(await noted(), { a: [1, 2], b: [1] })
        await until(async () => (await desk.events.lag()).consumers.some(({ parked }) => parked === 2))
      }),
  },
]

/** Stands between a home and its bus. */
type Disturb = (go: () => Promise<void>) => Promise<void>

type Stage = Homes & {
  /** Publishes past the relay. */
  publish(events: readonly BusEvent[]): Promise<void>
}

async function scene(
  subject: BusSubject,
  { publish, receive }: { readonly publish?: Disturb; readonly receive?: Disturb },
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const bus = await subject.open([deskHome])
  const homes = await startHomes({
    library: publish ? { ...bus, publish: (module, events) => publish(() => bus.publish(module, events)) } : bus,
    desk: receive
      ? {
          ...bus,
          follow: (following) =>
            bus.follow({ ...following, receive: (messages) => receive(() => following.receive(messages)) }),
        }
      : bus,
  })
  try {
    await play({ ...homes, publish: (events) => bus.publish('library', events) })
  } finally {
    await homes.close()
    await bus.close()
  }
}

function countOf(noted: Readonly<Record<string, readonly number[]>>): number {
  return Object.values(noted).flat().length
}
