import { beforeEach, describe, expect, test, vi } from 'vitest'
import { live } from '../events/readers.ts'
import { createLog } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import type { BusEvent, EventBus, Leave } from './bus.ts'
import { lent } from './homes.fixture.ts'
import { type ListenerDependencies, listenLive } from './listener.ts'
import { createMemoryBus } from './memory-bus.ts'

const lending = (version: number): BusEvent => ({
  ...{ id: newId(), name: lent.name, key: 'a', payload: { book: 'a', version }, traceId: null },
  occurredAt: '2026-01-02T03:04:05.678Z',
})

describe('a process without a database', () => {
  let bus: EventBus
  let heard: number[]
  let flushes: number
  let listening: Leave
  let dependencies: Omit<ListenerDependencies, 'bus'>

  beforeEach(async () => {
    bus = createMemoryBus({ followers: [] })
    heard = []
    flushes = 0
    const reader = live({
      on: [lent],
      handle: (_ctx, events) => {
        if (events.some(({ payload }) => payload.version < 0)) throw new Error('no such version')
        heard.push(...events.map(({ payload }) => payload.version))
      },
    })
    const log = createLog('silent')
    const flush = () => {
      flushes += 1
    }
    const context = { cache: () => ({}) as never, seam: () => ({}) as never, log, dropAnswers: () => {} }
    dependencies = { readers: [reader], context, flush, log }
    listening = await listenLive({ ...dependencies, bus })
  })

  test('given it listens, it drops what it kept before, and hears what it declares until it leaves', async () => {
    expect(flushes).toBe(1)
    await bus.publish('library', [lending(1), { ...lending(2), name: 'library.book.returned.v1' }])
    await bus.publish('attic', [lending(3)])
    await listening.leave()
    await bus.publish('library', [lending(4)])
    expect(heard).toEqual([1])
    expect(flushes).toBe(1)
  })

  test('given what came is no event, or a reader fails, everything kept is dropped', async () => {
    await bus.publish('library', [{ ...lending(1), id: 'none' }])
    expect(flushes).toBe(2)
    await bus.publish('library', [lending(-1)])
    expect(flushes).toBe(3)
    await bus.publish('library', [lending(2)])
    expect(heard).toEqual([2])
  })

  test('given the bus cannot be reached when it begins, it listens when it can, and drops what it kept until then', async () => {
    const flaky = { ...bus, listen: vi.fn(bus.listen) }
    flaky.listen.mockRejectedValueOnce(new Error('the broker is down'))
    const late = await listenLive({ ...dependencies, bus: flaky })
    expect(flushes).toBe(1)
    await expect.poll(() => flushes, { timeout: 5_000 }).toBe(2)
    await listening.leave()
    await bus.publish('library', [lending(1)])
    expect(heard).toEqual([1])
    await late.leave()
  })

  test('given it leaves before the bus is reached, it never listens', async () => {
    const gone = { ...bus, listen: vi.fn(() => Promise.reject(new Error('the broker is down'))) }
    const late = await listenLive({ ...dependencies, bus: gone })
    await late.leave()
    expect(gone.listen).toHaveBeenCalledTimes(1)
    expect(flushes).toBe(1)
  })
})
