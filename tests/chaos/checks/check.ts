import type { Module, Sql } from '@merx/kernel'
import type { BankPayment } from '../bank-account.ts'

/** A database of the shop with its log, and the modules whose tables are in it. */
export type HomeBooks = {
  readonly name: string
  readonly sql: Sql
  readonly modules: readonly Module[]
  /** Whether its events go to others over a bus. */
  readonly onBus: boolean
}

/** All that is known when the dust has settled. */
export type Books = {
  /** A connection that may look into every schema: the one database of all modules, or copies of what they have in several. */
  readonly sql: Sql
  readonly homes: readonly HomeBooks[]
  /** The bank's own account. */
  readonly bank: readonly BankPayment[]
  /** The numbers of orders that buyers were told of. */
  readonly acknowledged: readonly string[]
}

export type Finding = { readonly id: string; readonly detail: string }

/** Something that must not be found in a shop. */
export type Check = { readonly name: string; find(books: Books): Promise<readonly Finding[]> }

export function check(name: string, find: Check['find']): Check {
  return { name, find }
}

/** A check by SQL alone: each row that comes back is a violation. */
export function sqlCheck(name: string, find: (sql: Sql) => Promise<readonly Finding[]>): Check {
  return { name, find: ({ sql }) => find(sql) }
}

/** A check of each database by itself. */
export function homeCheck(name: string, find: (home: HomeBooks) => Promise<readonly Finding[]>): Check {
  return {
    name,
    find: async ({ homes }) => {
      const found = await Promise.all(
        homes.map(async (home) =>
          (await find(home)).map(({ id, detail }) => ({ id, detail: `${home.name}: ${detail}` })),
        ),
      )
      return found.flat()
    },
  }
}

/** The bank's account as a table for a statement's `from`. */
export function bankTable(sql: Sql, bank: readonly BankPayment[]) {
  const rows = bank.map(({ id, status, amount, reference, received, refunded, metadata }) => {
    return { id, status, amount, reference, received, refunded, payment_id: metadata.paymentId }
  })
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as bank
    (id text, status text, amount bigint, reference text, received bigint, refunded bigint, payment_id uuid)`
}
