import { type BusEvent, newId } from '@merx/kernel'
import { createLog } from '@merx/kernel/server'
import { deskHome, type Homes, startDesk, startHomes, until, upTo } from '@merx/kernel/testing'
import { connect } from '@nats-io/transport-node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nats } from './nats.ts'
import { type NatsServer, startNats } from './testing/nats-server.ts'

const log = createLog('silent')
const books = ['a', 'b', 'c', 'd']

let server: NatsServer
beforeEach(async () => {
  server = await startNats()
})
afterEach(() => server.close())

const open = () => nats({ url: server.url, log })

async function withHomes(play: (homes: Homes) => Promise<void>): Promise<void> {
  const buses = { library: open(), desk: open() }
  const homes = await startHomes(buses)
  try {
    await play(homes)
  } finally {
    await homes.close()
    await Promise.all([buses.library.close(), buses.desk.close()])
  }
}

/** Lends without a pause until it is told to stop; returns how often each book was lent. */
function lendOn({ lend }: Homes): { stop(): Promise<number> } {
  let stopped = false
  let rounds = 0
  const lending = (async () => {
    for (; !stopped; rounds += 1) await lend(...books)
  })()
  return {
    stop: async () => {
      stopped = true
      await lending
      return rounds
    },
  }
}

async function expectAllOnce({ noted }: Homes, rounds: number): Promise<void> {
  await until(async () => Object.values(await noted()).flat().length >= rounds * books.length)
  expect(await noted()).toEqual(Object.fromEntries(books.map((book) => [book, upTo(rounds)])))
}

describe('bad weather', () => {
  test('given the broker is killed and comes back, again and again, every event is consumed once and in order', () =>
    withHomes(async (homes) => {
      const lending = lendOn(homes)
      for (let kills = 1; kills <= 3; kills += 1) {
        const before = Object.values(await homes.noted()).flat().length
        await until(async () => Object.values(await homes.noted()).flat().length > before + 100)
        await server.halt(kills % 2 ? 'SIGKILL' : 'SIGTERM')
        await server.start()
      }
      await expectAllOnce(homes, await lending.stop())
    }))

  test('given the broker is down at the start, the homes start, and the events come when it does', async () => {
    await server.halt()
    await withHomes(async (homes) => {
      await homes.lend(...books)
      await server.start()
      await expectAllOnce(homes, 1)
    })
  })

  test('given the broker comes back with nothing of what it had, what is published from then on is consumed', () =>
    withHomes(async (homes) => {
      await homes.lend(...books)
      await expectAllOnce(homes, 1)
      await server.halt('SIGKILL')
      await server.lose()
      await server.start()
      await homes.lend(...books)
      await expectAllOnce(homes, 2)
    }))

  test('given the process that receives ends under way, another of its home goes on', () =>
    withHomes(async (homes) => {
      const bus = open()
      const second = startDesk(homes.urls.desk, bus)
      await second.events.start()
      const lending = lendOn(homes)
      await until(async () => Object.values(await homes.noted()).flat().length > 100)
      await homes.desk.events.stop()
      await until(async () => (await second.events.receiverLag()).length === 1)
      await expectAllOnce(homes, await lending.stop())
      await second.close()
      await bus.close()
    }))

  test('given a process is lost with events in its hands, they are given to the next before anything later', async () => {
    const events = counted(20)
    const [publisher, lost, next] = [open(), open(), open()]
    let hangs = false
    await lost.follow({
      ...{ name: deskHome, modules: ['library'], names: [lentName] },
      receive: () => {
        hangs = true
        return new Promise(() => {})
      },
    })
    await publisher.publish('library', events.slice(0, 5))
    await until(() => hangs)
    await lost.close()

    const taken: unknown[] = []
    const followed = await next.follow({
      ...{ name: deskHome, modules: ['library'], names: [lentName] },
      receive: async (messages) => void taken.push(...messages),
    })
    await publisher.publish('library', events.slice(5))
    await until(() => taken.length >= 20)
    expect(taken).toEqual(events)
    await followed.leave()
    await Promise.all([publisher.close(), next.close()])
  })

  test('given a receiver that takes longer than the broker waits, and a backlog behind it, each event is given once', async () => {
    const bus = open()
    const events = counted(2_000)
    const gate = Promise.withResolvers<void>()
    const taken: unknown[] = []
    const followed = await bus.follow({
      ...{ name: deskHome, modules: ['library'], names: [lentName] },
      receive: async (messages) => {
        await gate.promise
        taken.push(...messages)
      },
    })
    await bus.publish('library', events.slice(0, 1))
    // the broker takes back what is not acknowledged in this time
    const slow = performance.now() + 7_000
    await bus.publish('library', events.slice(1))
    await until(() => performance.now() > slow)
    gate.resolve()
    await until(() => taken.length >= 2_000)
    expect(taken).toEqual(events)
    await until(async () => (await followed.behind()).events === 0)
    expect(taken).toHaveLength(2_000)
    await followed.leave()
    await bus.close()
  })

  test('given something on a stream that is no event, it is handed on as it lies', async () => {
    const bus = open()
    const [event] = counted(1)
    const strange = { ...event, id: newId(), key: 'a key. with * > tokens and ü' }
    const taken: unknown[] = []
    const followed = await bus.follow({
      ...{ name: 'a name. with * >', modules: ['library'], names: [lentName] },
      receive: async (messages) => void taken.push(...messages),
    })
    await bus.publish('library', [strange as BusEvent])
    await publishText(`merx.${lentName}.x`, 'no json')
    await until(() => taken.length === 2)
    expect(taken).toEqual([strange, 'no json'])
    await followed.leave()
    await bus.close()
  })
})

const lentName = 'library.book.lent.v1'

function counted(count: number): readonly BusEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    ...{ id: newId(), name: lentName, key: `key ${n % 3}`, payload: { n } },
    ...{ traceId: null, occurredAt: new Date().toISOString() },
  }))
}

async function publishText(subject: string, text: string): Promise<void> {
  const connection = await connect({ servers: server.url })
  connection.publish(subject, text)
  await connection.drain()
}
