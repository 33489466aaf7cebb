import type { LiveContext } from '../operations/context.ts'
import type { Log } from '../telemetry/log.ts'
import type { PublishedEvent } from './define.ts'
import type { LiveReader } from './readers.ts'

export type TellerDependencies = {
  readonly readers: readonly LiveReader[]
  readonly context: LiveContext
  /** Drops everything kept. */
  readonly flush: () => void
  readonly log: Log
}

/** Tells live readers what has happened, each what it declares. */
export function createTeller({
  readers,
  context,
  flush,
  log,
}: TellerDependencies): (events: readonly PublishedEvent[]) => void {
  const wanted = readers.map((one) => ({ one, names: new Set<string>(one.on.map((type) => type.name)) }))
  return (events) => {
    for (const { one, names } of wanted) {
      const chosen: readonly PublishedEvent[] = events.filter((event) => names.has(event.name))
      if (chosen.length === 0) continue
      try {
        // the events were chosen by the names the reader declares
        one.handle(context, chosen as readonly never[])
      } catch (error) {
        log.error({ err: error }, 'a live reader failed: everything kept is dropped')
        flush()
      }
    }
  }
}
