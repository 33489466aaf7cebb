import { isDatabaseFault } from '../database/faults.ts'
import type { Sql } from '../operations/context.ts'

/** Tells a fault of the database, which passes, from an event that looks like one each time it is handled. */
export type Blame = {
  /** Whether the database is to blame: what failed is tried again, and counted against no event. */
  isDatabases(error: unknown): Promise<boolean>
  /** All went well. */
  clear(): void
}

/** Milliseconds for which the database is believed to be at fault without being asked. */
const patience = 1_000

/**
 * A handler may fail with the code of a socket that is none of the database's, or take its own connection down with it. When that
 * outlasts the patience and the database answers at once, the event is at fault, or it would hold its consumer up for ever.
 */
export function createBlame(sql: Sql): Blame {
  let since: number | undefined
  return {
    isDatabases: async (error) => {
      if (!isDatabaseFault(error)) return false
      since ??= performance.now()
      if (performance.now() - since < patience) return true
      return !(await answers(sql))
    },
    clear: () => {
      since = undefined
    },
  }
}

/** Asked again after a refusal: the first statement on a connection that died may be told the error of its predecessor by the driver. */
async function answers(sql: Sql): Promise<boolean> {
  const ask = () =>
    sql`select 1`.then(
      () => true,
      () => false,
    )
  return (await ask()) || (await ask())
}
