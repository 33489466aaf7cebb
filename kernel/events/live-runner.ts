import type { LiveContext } from '../operations/context.ts'
import type { Log } from '../telemetry/log.ts'
import type { PublishedEvent } from './define.ts'
import { at, type Position } from './position.ts'
import type { NewEvent } from './publish.ts'
import type { LiveReader } from './readers.ts'
import type { SharedReader } from './shared-reader.ts'
import { isNewer } from './snapshot.ts'

/** Keeps what this process holds in memory in step with the log. */
export type LiveRunner = {
  readonly wanted: boolean
  /** Tells the readers what this process has just committed, before the log brings it again. */
  applyLocally(events: readonly NewEvent[]): void
  /** Not to be called again before it ends. */
  advance(tick: string): Promise<void>
  /** The log was not followed for a while: at the next tick everything kept is dropped. */
  lose(): void
}

export type LiveDependencies = {
  readonly readers: readonly LiveReader[]
  readonly context: LiveContext
  readonly reader: SharedReader
  readonly flush: () => void
  readonly log: Log
  /** More batches than this at once, and dropping everything is cheaper than dropping each. */
  readonly mostBatches: number
}

export function createLiveRunner({ readers, context, reader, flush, log, mostBatches }: LiveDependencies): LiveRunner {
  const wanted = readers.map((one) => ({ one, names: new Set<string>(one.on.map((type) => type.name)) }))
  let position: Position | undefined
  // what is kept before the first tick may already be behind it
  let lost = true

  const tell = (events: readonly PublishedEvent[]): void => {
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

  const standAt = (tick: string): void => {
    position = at(tick)
    lost = false
    flush()
  }

  return {
    wanted: wanted.length > 0,
    applyLocally: (events) => {
      // not yet read back from the log: the readers learn the sequence when it brings the event again
      if (wanted.length > 0) tell(events.map((event) => ({ ...event, sequence: 0, occurredAt: new Date() })))
    },
    advance: async (tick) => {
      if (!position || lost) return standAt(tick)
      for (let batches = 0; isNewer(tick, position.snapshot); batches += 1) {
        if (batches === mostBatches) return standAt(tick)
        const batch = await reader.after(position, tick)
        tell(batch.events)
        position = batch.to
      }
    },
    lose: () => {
      lost = true
    },
  }
}
