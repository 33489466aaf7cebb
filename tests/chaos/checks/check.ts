import type { Sql } from '@merx/kernel'
import type { BankPayment } from '../bank-account.ts'

/** All that is known when the dust has settled. */
export type Books = {
  /** A connection that may look into every schema. */
  readonly sql: Sql
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

/** The bank's account as a table for a statement's `from`. */
export function bankTable(sql: Sql, bank: readonly BankPayment[]) {
  const rows = bank.map(({ id, status, amount, reference, received, refunded, metadata }) => {
    return { id, status, amount, reference, received, refunded, payment_id: metadata.paymentId }
  })
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as bank
    (id text, status text, amount bigint, reference text, received bigint, refunded bigint, payment_id uuid)`
}
