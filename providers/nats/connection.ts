import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '@merx/kernel'
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type ConnectionOptions, connect, type NatsConnection } from '@nats-io/transport-node'

/** A connection that is made anew for ever; a broker that is down at the start is waited for. */
export type Connection = {
  /**
   * The connection, once the broker is reached; throws when that takes too long. What is written while it is not reached would be sent at
   * some later time, when nobody waits for it any more.
   */
  reached(): Promise<Reached>
  /** Hears of each end of the connection and of each that is made anew. */
  onChange(hear: (up: boolean) => void): () => void
  /** Aborted when it is closed. */
  readonly closed: AbortSignal
  close(): Promise<void>
}

export type Reached = {
  readonly nc: NatsConnection
  readonly js: JetStreamClient
  readonly jsm: JetStreamManager
}

/** Milliseconds that anything asked of the broker may take. */
export const askTimeout = 5_000

const retryEvery = 200

export function openConnection(url: string, log: Log): Connection {
  const hearers = new Set<(up: boolean) => void>()
  const stopping = new AbortController()
  let up: Reached | undefined
  let fault: unknown

  const change = (to: Reached | undefined): void => {
    up = to
    if (to) log.info('the bus is reached')
    else if (!stopping.signal.aborted) log.warn('the connection to the bus is lost; it is made anew')
    for (const hear of hearers) hear(to !== undefined)
  }

  const watch = async (reached: Reached): Promise<void> => {
    for await (const { type } of reached.nc.status()) {
      if (type === 'disconnect') change(undefined)
      if (type === 'reconnect') change(reached)
    }
  }

  const open = async (): Promise<NatsConnection | undefined> => {
    while (!stopping.signal.aborted) {
      try {
        return await connectTo(url)
      } catch (error) {
        fault = error
        await wait(retryEvery, undefined, { signal: stopping.signal }).catch(() => {})
      }
    }
    return undefined
  }

  const opening = open().then(async (nc) => {
    if (!nc) return undefined
    const options = { timeout: askTimeout }
    const reached = { nc, js: jetstream(nc, options), jsm: await jetstreamManager(nc, { ...options, checkAPI: false }) }
    void watch(reached)
    change(reached)
    return nc
  })

  const unreachable = (): never => {
    if (stopping.signal.aborted) throw new Error('The bus is closed')
    throw new Error(`NATS at ${new URL(url).host} cannot be reached`, { cause: fault })
  }

  return {
    reached: async () => {
      const end = AbortSignal.any([stopping.signal, AbortSignal.timeout(askTimeout)])
      return up ?? (await firstChange(hearers, () => up, end)) ?? unreachable()
    },
    closed: stopping.signal,
    onChange: (hear) => {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    close: async () => {
      stopping.abort()
      await (await opening)?.close()
    },
  }
}

function connectTo(url: string): Promise<NatsConnection> {
  return connect({
    servers: url,
    ...credentialsIn(url),
    name: 'merx',
    maxReconnectAttempts: -1,
    // credentials may be put right at the broker while we try
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: retryEvery,
    reconnectJitter: 50,
    // finds out in half a minute that the broker's host is gone without a word
    pingInterval: 10_000,
    maxPingOut: 2,
  })
}

/** Who comes, as the address says: the client heeds only its host. A name without a password is a token. */
function credentialsIn(url: string): Pick<ConnectionOptions, 'user' | 'pass' | 'token'> {
  const { username, password } = new URL(url)
  if (username === '') return {}
  const name = decodeURIComponent(username)
  return password === '' ? { token: name } : { user: name, pass: decodeURIComponent(password) }
}

/** Waits until the value is there; `undefined` when the end came first. */
function firstChange<T>(
  hearers: Set<(up: boolean) => void>,
  value: () => T | undefined,
  end: AbortSignal,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const settle = (): void => {
      if (value() === undefined && !end.aborted) return
      hearers.delete(settle)
      end.removeEventListener('abort', settle)
      resolve(value())
    }
    hearers.add(settle)
    end.addEventListener('abort', settle)
    settle()
  })
}
