import { isIPv6 } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Connection } from './connection.ts'
import type { LiveLimits } from './limits.ts'
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
  const byAddress = new Map<string, number>()
  let isClosing = false

  const look = setInterval(() => {
    const now = Date.now()
    for (const { connection } of taken) connection?.beat(now)
  }, beat)
  look.unref()

  return {
    enter: (address) => {
      const network = networkOf(address)
      const there = byAddress.get(network) ?? 0
      if (isClosing || taken.size >= most || there >= perAddress) return undefined
      const place: { connection?: Connection } = {}
      taken.add(place)
      byAddress.set(network, there + 1)
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
          const left = (byAddress.get(network) ?? 1) - 1
          if (left > 0) byAddress.set(network, left)
          else byAddress.delete(network)
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

/** Of IPv6 the network that one subscriber has, 64 bits: its addresses are his to make up. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : 8 - front.length - back.length
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
