import { setTimeout as wait } from 'node:timers/promises'
import { callerAt } from '../http/address.ts'
import type { LiveLimits } from './limits.ts'
import type { Connection } from './line.ts'
import { connections as gauge } from './metrics.ts'

/** The open connections of a process. */
export type Connections = {
  /** Takes a place for a connection from this address; `undefined` where there is none. */
  enter(address: string): Place | undefined
  /** Tells all to come back, and cuts off those who do not go. */
  close(): Promise<void>
}

export type Place = { hold(connection: Connection): void; free(): void }

export function createConnections({ connections: most, perAddress, beat, farewell }: LiveLimits): Connections {
  const taken = new Set<{ connection?: Connection }>()
  const byCaller = new Map<string, number>()
  let isClosing = false

  const look = setInterval(() => {
    const now = Date.now()
    for (const { connection } of taken) connection?.beat(now)
  }, beat)
  look.unref()

  return {
    enter: (address) => {
      const caller = callerAt(address)
      const there = byCaller.get(caller) ?? 0
      if (isClosing || taken.size >= most || there >= perAddress) return undefined
      const place: { connection?: Connection } = {}
      taken.add(place)
      byCaller.set(caller, there + 1)
      gauge.inc()
      return {
        hold: (connection) => {
          place.connection = connection
          // it was being let in when the others were told
          if (isClosing) connection.sendAway()
        },
        free: () => {
          if (!taken.delete(place)) return
          gauge.dec()
          const left = (byCaller.get(caller) ?? 1) - 1
          if (left > 0) byCaller.set(caller, left)
          else byCaller.delete(caller)
        },
      }
    },
    close: async () => {
      isClosing = true
      clearInterval(look)
      for (const { connection } of taken) connection?.sendAway()
      const until = Date.now() + farewell
      while (taken.size > 0 && Date.now() < until) await wait(10)
      for (const { connection } of taken) connection?.terminate()
    },
  }
}
