import { type BusEvent, type EventBus, newId } from '@merx/kernel'
import { createLog } from '@merx/kernel/server'
import { until } from '@merx/kernel/testing'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nats } from './nats.ts'
import { type NatsServer, startNats } from './testing/nats-server.ts'

let server: NatsServer
let bus: EventBus
beforeAll(async () => {
  server = await startNats()
  bus = nats({ url: server.url, log: createLog('silent') })
})
afterAll(async () => {
  await bus.close()
  await server.close()
})

const name = 'library.book.lent.v1'

function counted(count: number): readonly BusEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    ...{ id: newId(), name, key: 'a', payload: { n }, traceId: null },
    occurredAt: new Date().toISOString(),
  }))
}

test('given somebody else wrote to the stream, and one of a batch is refused, none is lost, doubled or turned around', async () => {
  const taken: unknown[] = []
  const followed = await bus.follow({
    ...{ name: 'desk', modules: ['library'], names: [name] },
    receive: async (messages) => void taken.push(...messages),
  })
  const events = counted(9)
  await bus.publish('library', events.slice(0, 3))
  const stranger = await connect({ servers: server.url })
  await stranger.request(`merx.${name}.x`, '"from somebody else"')
  // the first of these expects to come directly after the third event
  await bus.publish('library', events.slice(3, 6))

  const [, , , , , , seventh, eighth, ninth] = events
  if (!seventh || !eighth || !ninth) throw new Error('there are nine')
  const tooLarge = { ...eighth, payload: 'x'.repeat(2_000_000) }
  await expect(bus.publish('library', [seventh, tooLarge, ninth])).rejects.toThrow()
  await bus.publish('library', [seventh, eighth, ninth])

  await until(() => taken.length >= 10)
  expect(taken).toEqual([...events.slice(0, 3), 'from somebody else', ...events.slice(3)])
  await stranger.close()
  await followed.leave()
})
