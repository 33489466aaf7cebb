import postgres from 'postgres'
import type { Database, Pool } from '../database/connect.ts'
import type { Log } from '../telemetry/log.ts'

/**
 * The one connection by which this process follows the log. It holds the leadership as a session lock: when the connection is gone, so
 * is the lock, and both ends know it.
 */
export type LogSession = {
  readonly sql: Pool
  leads(): boolean
  /** Tries to take the leadership; returns whether this process leads. */
  tryToLead(): Promise<boolean>
  end(): Promise<void>
}

// any constant serves; all processes must agree on it
const leaderLock = 7_305_923

export type SessionOptions = {
  /** Those that one leader runs: processes of different modules on one database have a leader each. */
  readonly consumers: readonly string[]
  readonly log: Log
  /** Hears of each end of the connection; the next statement opens it anew. */
  readonly onClosed: () => void
}

export function openSession(database: Database, { consumers, log, onClosed }: SessionOptions): LogSession {
  const group = consumers.toSorted().join(' ')
  let leads = false
  const sql = postgres(database.url, {
    max: 1,
    types: database.clock.options.types,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 10,
    backoff: () => 0.1,
    onnotice: () => {},
    onclose: () => {
      if (leads) log.warn('the connection that held the leadership of the event log is lost')
      leads = false
      onClosed()
    },
    // the driver asks for them with each new connection, and a connection that dies meanwhile would end the process
    fetch_types: false,
    // of both ends: when the other host is gone without a word, the leadership is free in half a minute, not in hours
    keep_alive: 10,
    connection: {
      application_name: 'merx-log',
      statement_timeout: 60_000,
      tcp_keepalives_idle: 10,
      tcp_keepalives_interval: 5,
      tcp_keepalives_count: 3,
      tcp_user_timeout: 25_000,
      // a plan made while a partition is small would read all of it when it has grown
      enable_seqscan: false,
      TimeZone: 'UTC',
    },
  })
  return {
    sql,
    leads: () => leads,
    tryToLead: async () => {
      if (leads) return true
      const [row] = await sql<
        { taken: boolean }[]
      >`select pg_try_advisory_lock(${leaderLock}, hashtext(${group})) as taken`
      leads = row?.taken ?? false
      return leads
    },
    end: async () => {
      leads = false
      await sql.end({ timeout: 0.5 })
    },
  }
}
