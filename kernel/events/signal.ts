import type { Database } from '../database/connect.ts'
import { newId } from '../values/ids.ts'
import { createPulse } from './pulse.ts'

/** What processes of one database tell each other: that there is something to read, or that dead letters were put back. */
export type Word = 'published' | 'redriven'

export type Signal = {
  start(): Promise<void>
  send(word: Word): void
  stop(): Promise<void>
}

export type SignalOptions = {
  readonly onHeard: (word: Word) => void
  readonly onError: (error: unknown) => void
}

const channel = 'merx_log'

/** NOTIFY, coalesced and on a connection of its own: inside a command's transaction it would make all commits wait for each other. */
export function createSignal(database: Database, { onHeard, onError }: SignalOptions): Signal {
  const me = newId()
  const unsaid = new Set<Word>()
  let unlisten: (() => Promise<void>) | undefined

  const pulse = createPulse({
    beat: async () => {
      for (const word of unsaid) {
        unsaid.delete(word)
        await database.clock`select pg_notify(${channel}, ${`${me} ${word}`})`
      }
    },
    onError,
    atLeast: 5,
    atMost: undefined,
  })

  return {
    start: async () => {
      const listening = await database.clock.listen(channel, (message) => {
        const [sender, word] = message.split(' ')
        if (sender !== me) onHeard(word === 'redriven' ? 'redriven' : 'published')
      })
      unlisten = () => listening.unlisten()
      pulse.start()
    },
    send: (word) => {
      unsaid.add(word)
      pulse.nudge()
    },
    stop: async () => {
      await pulse.stop()
      await unlisten?.()
    },
  }
}
