import type { Pool } from '../database/connect.ts'
import { type Position, positionOf } from './position.ts'

/**
 * Asks the primary how far its log has come, one question at a time: whoever asks while one is on its way shares the next, as the one on
 * its way may have been answered before they asked.
 */
export function createWhereabouts(primary: Pool): () => Promise<Position> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<Position> | undefined

  return () => {
    next ??= running.then(() => {
      next = undefined
      const asked = whereIs(primary)
      running = asked.catch(() => {})
      return asked
    })
    return next
  }
}

// the end of what was written, whether it is on disk yet or not: never before a commit that has been answered
async function whereIs(primary: Pool): Promise<Position> {
  const [row] = await primary<{ lsn: string }[]>`select pg_current_wal_insert_lsn()::text as lsn`
  if (!row) throw new Error('The primary did not say how far its log has come')
  return positionOf(row.lsn)
}
