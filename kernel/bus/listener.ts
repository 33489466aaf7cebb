import { setTimeout as wait } from 'node:timers/promises'
import { createTeller, type TellerDependencies } from '../events/teller.ts'
import type { EventBus, Leave, Listening } from './bus.ts'
import { publisherOf } from './foreign.ts'
import { readMessage } from './message.ts'

export type ListenerDependencies = TellerDependencies & { readonly bus: EventBus }

/** Milliseconds between two tries of a bus that cannot be reached. */
const pause = 500

/**
 * Keeps what a process without a database holds in memory in step with the logs of others: its live readers hear the bus from now on, or
 * from when it is reached: what needs no event works without it. When something may have been missed, and when it begins, everything kept
 * is dropped.
 */
export async function listenLive({ bus, ...dependencies }: ListenerDependencies): Promise<Leave> {
  const { flush, log } = dependencies
  const listening = listeningOf(dependencies)
  const left = new AbortController()
  let heard: Leave | undefined

  const begin = async (): Promise<boolean> => {
    try {
      heard = await bus.listen(listening)
      flush()
    } catch (error) {
      if (!left.signal.aborted) log.warn({ err: error }, 'the bus cannot be heard; it is tried again')
    }
    return heard !== undefined
  }
  const beginLater = async (): Promise<void> => {
    do await wait(pause, undefined, { signal: left.signal }).catch(() => {})
    while (!left.signal.aborted && !(await begin()))
  }
  const beginning = (await begin()) ? undefined : beginLater()

  return {
    leave: async () => {
      left.abort()
      await beginning
      await heard?.leave()
    },
  }
}

function listeningOf(dependencies: TellerDependencies): Listening {
  const { readers, flush, log } = dependencies
  const tell = createTeller(dependencies)
  const names = readers.flatMap(({ on }) => on.map(({ name }) => name))
  return {
    modules: [...new Set(names.map(publisherOf))],
    hear: (messages) => {
      const read = messages.map(readMessage)
      // the place in a log is of the database that published
      tell(
        read.flatMap((one) =>
          'event' in one ? [{ ...one.event, sequence: 0, occurredAt: new Date(one.event.occurredAt) }] : [],
        ),
      )
      if (read.every((one) => 'event' in one)) return
      log.warn('what came over the bus is no event: everything kept is dropped')
      flush()
    },
    lost: flush,
  }
}
