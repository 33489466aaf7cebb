import type { Sql } from '../operations/context.ts'
import type { Position } from './position.ts'
import { type Batch, readBatch } from './read.ts'

/** Reads the log for many readers: those that stand at the same place get the same batch, read once. */
export type SharedReader = { after(position: Position, tick: string): Promise<Batch> }

const keptBatches = 16

export function createSharedReader(sql: Sql, limit: number): SharedReader {
  const kept = new Map<string, Promise<Batch>>()
  return {
    after: (position, tick) => {
      const place = `${position.snapshot} ${position.until ?? tick} ${position.after}`
      const known = kept.get(place)
      if (known) return known
      const batch = readBatch(sql, position, { tick, limit })
      kept.set(place, batch)
      batch.catch(() => kept.delete(place))
      const [oldest] = kept.keys()
      if (kept.size > keptBatches && oldest !== undefined) kept.delete(oldest)
      return batch
    },
  }
}
