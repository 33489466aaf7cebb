import { setTimeout as wait } from 'node:timers/promises'
import { connectStandby, type Database } from '../database/connect.ts'
import { transaction } from '../database/transaction.ts'
import { createPulse } from '../events/pulse.ts'
import type { Sql } from '../operations/context.ts'
import type { Log } from '../telemetry/log.ts'
import { createDoubts, type Doubt } from './doubts.ts'
import { countRead } from './metrics.ts'
import { beyond, type Position, positionOf } from './position.ts'
import { createWhereabouts } from './whereabouts.ts'

/** Streaming standbys of a database, which answer what is the same for everyone. */
export type Standby = {
  /**
   * Reads from a standby that has replayed at least `from` and does not lag; gives what `body` made of it, or undefined where none can be
   * had, it fails, or `body` finds what it read in doubt: then the primary is to be asked.
   */
  read<T>(from: Position, body: (sql: Sql, doubt: Doubt) => Promise<Found<T>>): Promise<Found<T>>
  /** Tells what was dropped from memory: what a standby says of it counts only when it has replayed why. */
  dropped(tags: readonly string[] | 'all'): void
  /** How far the primary has come, for a caller whose change is committed. */
  position(): Promise<Position>
  start(): void
  stop(): Promise<void>
}

/** In an object: an operation may well answer `undefined`. */
export type Found<T> = { readonly value: T } | undefined

export type StandbyOptions = {
  /** One standby, or several behind one address: each read looks where its own stands. */
  readonly url: string
  readonly primary: Pick<Database, 'clock'>
  readonly connections: number
  readonly log: Log
}

/** Milliseconds that a standby may lag. Who changed something shows its position for longer than that. */
const longestLag = 5_000

/** Milliseconds for which the primary alone is asked after a standby could not answer. */
const pause = { away: 1_000, behind: 100 }

/** Milliseconds within which a standby answers, its connection included: who waits for it is a buyer. */
const patience = 2_000

export function openStandby({ url, primary, connections, log }: StandbyOptions): Standby {
  const pool = connectStandby({ url, connections })
  const doubts = createDoubts({ longest: longestLag })
  const whereabouts = createWhereabouts(primary.clock)
  let restingUntil = 0
  let isAway = false
  let isTrying = false

  const rest = (milliseconds: number): undefined => {
    restingUntil = Math.max(restingUntil, performance.now() + milliseconds)
    return undefined
  }

  const pulse = createPulse({
    beat: async () => {
      const mark = doubts.mark()
      doubts.placed(mark, await whereabouts())
    },
    // what was dropped stays in doubt until the primary is there again
    onError: (error) => log.debug({ err: error }, 'the primary did not say how far it has come'),
    atLeast: 20,
    atMost: 500,
  })

  const inTime = async <T>(reading: Promise<T>): Promise<T> => {
    reading.catch(() => {})
    const late = new AbortController()
    const timedOut = wait(patience, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error(`The standby did not answer within ${patience} ms`)
    })
    try {
      return await Promise.race([reading, timedOut])
    } finally {
      late.abort()
      timedOut.catch(() => {})
    }
  }

  const failed = (error: unknown): undefined => {
    if (!isAway) log.warn({ err: error }, 'a standby of the database cannot be read: the primary is asked instead')
    isAway = true
    return rest(pause.away)
  }

  return {
    read: async (from, body) => {
      const floor = doubts.floor()
      // one that was away is tried by one caller, who may have to wait
      if (floor === undefined || performance.now() < restingUntil || (isAway && isTrying)) return countRead('primary')
      isTrying = true
      try {
        const found = await inTime(
          transaction(pool, async (sql) => {
            const position = await replayed(sql)
            if (position === undefined) throw new Error('DATABASE_REPLICA_URL leads to no standby')
            if (isAway) log.info('the standby of the database is read again')
            isAway = false
            if (position < floor) return rest(pause.behind)
            return position < from ? undefined : body(sql, doubts.beyond(position))
          }),
        )
        return countRead(found ? 'standby' : 'primary', found)
      } catch (error) {
        return countRead('primary', failed(error))
      } finally {
        isTrying = false
      }
    },
    dropped: (tags) => {
      doubts.dropped(tags)
      pulse.nudge()
    },
    position: async () => {
      try {
        return await whereabouts()
      } catch {
        return beyond
      }
    },
    start: pulse.start,
    stop: async () => {
      await pulse.stop()
      await pool.end({ timeout: 2 })
    },
  }
}

/** How far this very standby has come. The statements that follow see at least that much, as each takes a snapshot of its own. */
async function replayed(sql: Sql): Promise<Position | undefined> {
  const [row] = await sql<{ lsn: string | null }[]>`
    select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() end::text as lsn`
  return row?.lsn ? positionOf(row.lsn) : undefined
}
