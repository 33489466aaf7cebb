import { setTimeout as wait } from 'node:timers/promises'
import type { BusEvent, EventBus, Following, Listening } from './bus.ts'

export type MemoryBusOptions = {
  /**
   * The names under which the stream is followed. `publish` waits for each of them to be there and to have received: nothing lies here for
   * good, so the log that published keeps its events until the logs that follow have them.
   */
  readonly followers: readonly string[]
}

/** Milliseconds before a batch that was not taken is given again. */
const retryIn = 50

/** The bus between databases of one process. */
export function createMemoryBus({ followers }: MemoryBusOptions): EventBus {
  const present = new Map<string, Follower>()
  const listeners = new Set<Listening>()
  const arrivals = new Set<() => void>()
  let closed = false

  const changed = (): void => {
    for (const arrived of arrivals) arrived()
    arrivals.clear()
  }
  const change = (): Promise<void> => new Promise((resolve) => arrivals.add(resolve))

  /** Resolves when the follower has received; who leaves in the middle receives when it is back. */
  const give = async (name: string, module: string, events: readonly BusEvent[]): Promise<void> => {
    while (!closed) {
      const follower = present.get(name)
      if (!follower) await change()
      else if (await follower.take(module, events)) return
      else await wait(retryIn)
    }
    throw new Error('The bus is closed')
  }

  return {
    shared: false,
    publish: async (module, events) => {
      for (const { modules, hear } of listeners) if (modules.includes(module)) hear(events)
      const names = new Set([...followers, ...present.keys()])
      await Promise.all([...names].map((name) => give(name, module, events)))
    },
    follow: async (following) => {
      if (closed) throw new Error('The bus is closed')
      const follower = createFollower(following)
      present.set(following.name, follower)
      changed()
      return {
        behind: async () => follower.behind(),
        leave: async () => {
          if (present.get(following.name) === follower) present.delete(following.name)
          await follower.idle()
        },
      }
    },
    listen: async (listening) => {
      listeners.add(listening)
      return { leave: async () => void listeners.delete(listening) }
    },
    close: async () => {
      closed = true
      changed()
    },
  }
}

type Follower = {
  /** Returns whether the events were received, or are none of its own. */
  take(module: string, events: readonly BusEvent[]): Promise<boolean>
  behind(): { readonly events: number; readonly seconds: number }
  idle(): Promise<void>
}

function createFollower({ modules, names, receive }: Following): Follower {
  const taking = new Map<readonly BusEvent[], Promise<boolean>>()
  let last: Promise<unknown> = Promise.resolve()

  const attempt = async (events: readonly BusEvent[]): Promise<boolean> => {
    const wanted = events.filter(({ name }) => names.includes(name))
    try {
      if (wanted.length > 0) await receive(wanted)
      return true
    } catch {
      // the receiver has told; it is given the batch again
      return false
    }
  }

  return {
    take: async (module, events) => {
      if (!modules.includes(module)) return true
      const taken = last.then(() => attempt(events))
      last = taken
      taking.set(events, taken)
      try {
        return await taken
      } finally {
        taking.delete(events)
      }
    },
    behind: () => {
      const waiting = [...taking.keys()].flat()
      const oldest = Math.min(Date.now(), ...waiting.map(({ occurredAt }) => Date.parse(occurredAt)))
      return { events: waiting.length, seconds: (Date.now() - oldest) / 1_000 }
    },
    idle: async () => {
      await last
    },
  }
}
