import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { insertEntries } from '../audit/append.ts'
import type { NewEntry } from '../audit/entry.ts'
import type { Fact } from '../audit/facts.ts'
import type { Database } from '../database/connect.ts'
import { transaction } from '../database/transaction.ts'
import { appendDeliveries, type NewDelivery } from '../events/deliveries.ts'
import { appendEvents, type NewEvent } from '../events/publish.ts'
import type { Sql } from '../operations/context.ts'
import { isRefused, type Refusal } from '../operations/refusal.ts'
import { insideUnit } from './outbound.ts'

/** One transaction with what it will write last: its deliveries, its entries in the audit log and its events. Only `runUnit` opens one. */
export type Unit = {
  readonly sql: Sql
  readonly events: NewEvent[]
  readonly deliveries: NewDelivery[]
  readonly entries: NewEntry[]
  /** What the operation says its entry is about, beside what its input and output tell. */
  readonly about: Map<string, Fact>
}

export type UnitPool = 'web' | 'consumers' | 'loads'

export type UnitRunner = <T>(pool: UnitPool, body: (unit: Unit) => Promise<T>) => Promise<T>

export type Committed = { readonly events: readonly NewEvent[]; readonly deliveries: readonly NewDelivery[] }

const attempts = 4
const serializationFailure = '40001'
const deadlock = '40P01'

/** Ends a unit from within: what it wrote is rolled back and the refusal is its result. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Units on one database. A deadlock or a serialisation failure repeats the whole body, so a body does nothing that cannot be rolled back. */
export function createUnitRunner(database: Database, committed: (written: Committed) => void): UnitRunner {
  const once = async <T>(pool: UnitPool, body: (unit: Unit) => Promise<T>): Promise<T> => {
    const events: NewEvent[] = []
    const deliveries: NewDelivery[] = []
    const entries: NewEntry[] = []
    const result = await transaction(database[pool], (tx) =>
      insideUnit(async () => {
        const unit: Unit = { sql: tx, events, deliveries, entries, about: new Map() }
        const value = await body(unit)
        if (deliveries.length > 0) await appendDeliveries(tx, deliveries)
        // last before commit: the sequence numbers are drawn while the locks on the aggregates are held
        if (events.length > 0) await appendEvents(tx, events, entries)
        else if (entries.length > 0) await insertEntries(tx, entries)
        return { value }
      }),
    )
    if (events.length > 0 || deliveries.length > 0) committed({ events, deliveries })
    return result.value
  }

  return async (pool, body) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(pool, body)
      } catch (error) {
        if (attempt === attempts || !isRepeatable(error)) throw error
        await wait(Math.random() * 10 * 2 ** attempt)
      }
    }
  }
}

/** Runs a body as a unit whose refusal rolls it back and is returned. */
export async function refusable<T>(run: Promise<T>): Promise<T | Refusal> {
  try {
    return await run
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

/** The value, or the end of the unit if it is a refusal. */
export function unlessRefused<T>(value: T | Refusal): T {
  if (isRefused(value)) throw new Refused(value)
  return value
}

function isRepeatable(error: unknown): boolean {
  return error instanceof postgres.PostgresError && (error.code === serializationFailure || error.code === deadlock)
}
