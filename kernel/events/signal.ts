import type { Database } from '../database/connect.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { createPulse } from './pulse.ts'

/** What processes of one database tell each other: that there is something to read, or that dead letters were put back. */
export type Word = 'published' | 'redriven'

export type Signal = {
  start(): Promise<void>
  /** Tells the other processes that something was published. */
  send(): void
  stop(): Promise<void>
}

export type SignalOptions = {
  readonly onHeard: (word: Word) => void
  readonly log: Log
}

export const logChannel = 'merx_log'

/** The message of a redrive. Any other is the id of the process that published, which need not hear itself. */
export const redriven = 'redriven'

/** NOTIFY, coalesced and on a connection of its own: inside a command's transaction it would make all commits wait for each other. */
export function createSignal(database: Database, { onHeard, log }: SignalOptions): Signal {
  const me = newId()
  let unlisten: (() => Promise<void>) | undefined

  const pulse = createPulse({
    beat: async () => {
      await database.clock`select pg_notify(${logChannel}, ${me})`
    },
    onError: (error) => log.warn({ err: error }, 'other processes could not be told of new events; they poll'),
    atLeast: 5,
    atMost: undefined,
  })

  return {
    start: async () => {
      const listening = await database.clock.listen(logChannel, (message) => {
        if (message === redriven) onHeard('redriven')
        else if (message !== me) onHeard('published')
      })
      unlisten = () => listening.unlisten()
      pulse.start()
    },
    send: pulse.nudge,
    stop: async () => {
      await pulse.stop()
      await unlisten?.()
    },
  }
}
