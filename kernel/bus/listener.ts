import { createTeller, type TellerDependencies } from '../events/teller.ts'
import type { EventBus, Leave } from './bus.ts'
import { publisherOf } from './foreign.ts'
import { readMessage } from './message.ts'

export type ListenerDependencies = TellerDependencies & { readonly bus: EventBus }

/**
 * Keeps what a process without a database holds in memory in step with the logs of others: its live readers hear the bus from now on.
 * When something may have been missed, and when it begins, everything kept is dropped.
 */
export async function listenLive({ bus, ...dependencies }: ListenerDependencies): Promise<Leave> {
  const { readers, flush, log } = dependencies
  const tell = createTeller(dependencies)
  const names = readers.flatMap(({ on }) => on.map(({ name }) => name))
  const listening = await bus.listen({
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
  })
  flush()
  return listening
}
