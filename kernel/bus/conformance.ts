import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../values/ids.ts'
import type { BusEvent, EventBus } from './bus.ts'

/** A bus under test. */
export type BusSubject = {
  /** Opens it as one process does. `followers` are the names under which it will be followed. */
  open(followers: readonly string[]): Promise<EventBus>
}

export type BusCase = { readonly name: string; run(subject: BusSubject): Promise<void> }

/** What every `EventBus` must do, as cases for any test runner. */
export const eventBusConformance: readonly BusCase[] = [
  {
    name: 'gives a follower what was published before it came and what comes, in order',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const events = countedEvents(module, 3)
        const first = bus.publish(module, events.slice(0, 2))
        // a bus that keeps nothing for good waits for its followers
        if (bus.shared) await first
        const { taken, receive } = basket()
        const followed = await bus.follow({ name, modules: [module], names: [nameIn(module)], receive })
        await first
        await bus.publish(module, events.slice(2))
        await until(() => taken.length === 3)
        assert.deepEqual(taken, events)
        await followed.leave()
      }),
  },
  {
    name: 'keeps the order of a key through many batches of many events',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const { taken, receive } = basket()
        const followed = await bus.follow({ name, modules: [module], names: [nameIn(module)], receive })
        const events = countedEvents(module, 3_000, 7)
        for (let from = 0; from < events.length; from += 500) await bus.publish(module, events.slice(from, from + 500))
        await until(() => taken.length >= events.length)
        for (let key = 0; key < 7; key += 1) {
          const ofKey = (all: readonly BusEvent[]) => all.filter((event) => event.key === `key ${key}`)
          assert.deepEqual(idsOf(ofKey(taken)), idsOf(ofKey(events)))
        }
        await followed.leave()
      }),
  },
  {
    name: 'gives a batch again that was not taken, and nothing later before it',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const { taken, receive } = basket()
        let refusals = 0
        const followed = await bus.follow({
          ...{ name, modules: [module], names: [nameIn(module)] },
          receive: async (messages) => {
            refusals += 1
            if (refusals <= 3) throw new Error('not now')
            await receive(messages)
          },
        })
        const events = countedEvents(module, 20)
        await publishInFives(bus, module, events)
        await until(() => taken.length >= 20)
        assert.deepEqual(firsts(taken), idsOf(events))
        assert.ok(refusals > 3)
        await followed.leave()
      }),
  },
  {
    name: 'goes on under a name where it was left, from another process too',
    run: async (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const events = countedEvents(module, 6)
        const one = basket()
        const first = await bus.follow({ name, modules: [module], names: [nameIn(module)], receive: one.receive })
        await bus.publish(module, events.slice(0, 3))
        await until(() => one.taken.length === 3)
        await first.leave()
        const publishing = bus.publish(module, events.slice(3))

        const successor = bus.shared ? await subject.open([name]) : bus
        const two = basket()
        const second = await successor.follow({
          name,
          modules: [module],
          names: [nameIn(module)],
          receive: two.receive,
        })
        await publishing
        await until(() => two.taken.length === 3)
        assert.deepEqual(two.taken, events.slice(3))
        assert.equal(one.taken.length, 3)
        await second.leave()
        if (successor !== bus) await successor.close()
      }),
  },
  {
    name: 'gives a successor first what its predecessor was given and did not take',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const events = countedEvents(module, 10)
        let given = 0
        const failing = await bus.follow({
          ...{ name, modules: [module], names: [nameIn(module)] },
          receive: async () => {
            given += 1
            throw new Error('never')
          },
        })
        const publishing = publishInFives(bus, module, events)
        await until(() => given > 0)
        await failing.leave()
        const { taken, receive } = basket()
        const followed = await bus.follow({ name, modules: [module], names: [nameIn(module)], receive })
        await publishing
        await until(() => taken.length >= 10)
        assert.deepEqual(firsts(taken), idsOf(events))
        await followed.leave()
      }),
  },
  {
    name: 'gives each of several followers all it wants, and nothing else',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const other = `${name}-other`
        const events = countedEvents(module, 4).map((event, n) =>
          n % 2 ? { ...event, name: nameIn(module, 'ended') } : event,
        )
        const [all, some] = [basket(), basket()]
        const following = await Promise.all([
          bus.follow({
            name,
            modules: [module],
            names: [nameIn(module), nameIn(module, 'ended')],
            receive: all.receive,
          }),
          bus.follow({ name: other, modules: [module], names: [nameIn(module, 'ended')], receive: some.receive }),
        ])
        await bus.publish(module, events)
        await bus.publish(`${module}x`, countedEvents(`${module}x`, 1))
        await until(() => all.taken.length === 4 && some.taken.length === 2)
        assert.deepEqual(all.taken, events)
        assert.deepEqual(some.taken, [events[1], events[3]])
        for (const followed of following) await followed.leave()
      }),
  },
  {
    name: 'gives what is published again no earlier than what came before it',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const { taken, receive } = basket()
        const followed = await bus.follow({ name, modules: [module], names: [nameIn(module)], receive })
        const events = countedEvents(module, 9)
        // as a relay does that was killed before it moved its mark, twice
        await bus.publish(module, events.slice(0, 3))
        await bus.publish(module, events.slice(0, 6))
        await bus.publish(module, events.slice(2, 9))
        await until(() => firsts(taken).length === 9)
        assert.deepEqual(firsts(taken), idsOf(events))
        await followed.leave()
      }),
  },
  {
    name: 'tells how far a follower is behind',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        let open = (): void => {}
        const gate = new Promise<void>((resolve) => {
          open = resolve
        })
        const { taken, receive } = basket()
        const followed = await bus.follow({
          ...{ name, modules: [module], names: [nameIn(module)] },
          receive: async (messages) => {
            await gate
            await receive(messages)
          },
        })
        const published = bus.publish(module, countedEvents(module, 5))
        await until(async () => (await followed.behind()).events === 5)
        open()
        await published
        await until(() => taken.length === 5)
        await until(async () => (await followed.behind()).events === 0)
        assert.equal((await followed.behind()).seconds, 0)
        await followed.leave()
      }),
  },
  {
    name: 'lets hear what is published from now on, until it is left',
    run: (subject) =>
      scene(subject, async ({ bus, module, name }) => {
        const { taken, receive } = basket()
        const followed = await bus.follow({ name, modules: [module], names: [nameIn(module)], receive })
        const events = countedEvents(module, 4)
        await bus.publish(module, events.slice(0, 1))
        const heard = basket()
        const listening = await bus.listen({ modules: [module], hear: heard.put, lost: () => {} })
        await bus.publish(module, events.slice(1, 3))
        await until(() => heard.taken.length === 2)
        await listening.leave()
        await bus.publish(module, events.slice(3))
        await until(() => taken.length === 4)
        assert.deepEqual(heard.taken, events.slice(1, 3))
        await followed.leave()
      }),
  },
]

type Scene = { readonly bus: EventBus; readonly module: string; readonly name: string }

async function scene(subject: BusSubject, play: (scene: Scene) => Promise<void>): Promise<void> {
  const name = `home-${newId()}`
  const bus = await subject.open([name])
  try {
    await play({ bus, module: `probe-${newId()}`, name })
  } finally {
    await bus.close()
  }
}

/** What a follower took. */
function basket() {
  const taken: BusEvent[] = []
  const put = (messages: readonly unknown[]): void => void taken.push(...(messages as readonly BusEvent[]))
  return { taken, put, receive: async (messages: readonly unknown[]) => put(messages) }
}

function nameIn(module: string, what = 'counted'): string {
  return `${module}.thing.${what}.v1`
}

function countedEvents(module: string, count: number, keys = 1): readonly BusEvent[] {
  return Array.from({ length: count }, (_, n) => ({
    id: newId(),
    name: nameIn(module),
    key: `key ${n % keys}`,
    payload: { n },
    traceId: null,
    occurredAt: new Date().toISOString(),
  }))
}

async function publishInFives(bus: EventBus, module: string, events: readonly BusEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 5) await bus.publish(module, events.slice(from, from + 5))
}

function idsOf(events: readonly BusEvent[]): readonly string[] {
  return events.map(({ id }) => id)
}

/** The ids in the order in which each came first: a bus may repeat. */
function firsts(events: readonly BusEvent[]): readonly string[] {
  return [...new Set(idsOf(events))]
}

const patience = 20_000

/** Waits for a condition. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + patience
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Not so within ${patience / 1_000} s: ${condition}`)
    await wait(5)
  }
}
