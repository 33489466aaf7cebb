import { at, type Position } from './position.ts'
import type { NewEvent } from './publish.ts'
import type { SharedReader } from './shared-reader.ts'
import { isNewer } from './snapshot.ts'
import { createTeller, type TellerDependencies } from './teller.ts'

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

export type LiveDependencies = TellerDependencies & {
  readonly reader: SharedReader
  /** More batches than this at once, and dropping everything is cheaper than dropping each. */
  readonly mostBatches: number
}

export function createLiveRunner({ readers, context, reader, flush, log, mostBatches }: LiveDependencies): LiveRunner {
  const tell = createTeller({ readers, context, flush, log })
  const atOnce = readers.filter(({ byLogAlone }) => !byLogAlone)
  const tellAtOnce = createTeller({ readers: atOnce, context, flush, log })
  let position: Position | undefined
  // what is kept before the first tick may already be behind it
  let lost = true

  const standAt = (tick: string): void => {
    position = at(tick)
    lost = false
    flush()
  }

  return {
    wanted: readers.length > 0,
    applyLocally: (events) => {
      // not yet read back from the log: the readers learn the sequence when it brings the event again
      if (atOnce.length > 0) tellAtOnce(events.map((event) => ({ ...event, sequence: 0, occurredAt: new Date() })))
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
