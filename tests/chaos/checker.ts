import type { Sql } from '@merx/kernel'
import { modules } from '../../merx.config.ts'
import type { Books, Check, Finding } from './checks/check.ts'
import { consumerIsUpToDate, everythingIsDelivered, logChecks, noFlowIsOpen, nothingIsParked } from './checks/log.ts'
import { mailChecks } from './checks/mails.ts'
import { bankAndShopAgree, moneyChecks, refundIsMade } from './checks/money.ts'
import { orderChecks, orderIsDecided } from './checks/orders.ts'
import { stockChecks } from './checks/stock.ts'
import { probeModule } from './probe.ts'

/** A promise of the shop that does not hold, and for what. */
export type Violation = Finding & { readonly check: string }

export const checks: readonly Check[] = [...stockChecks, ...orderChecks, ...moneyChecks, ...mailChecks, ...logChecks]

/** What a shop that runs gets done by and by; the other checks hold when these do. */
const settling: readonly Check[] = [
  orderIsDecided,
  bankAndShopAgree,
  refundIsMade,
  consumerIsUpToDate,
  nothingIsParked,
  everythingIsDelivered,
  noFlowIsOpen,
]

/** Looks over a shop that has settled. Empty: every promise was kept. */
export function findViolations(books: Books): Promise<readonly Violation[]> {
  return run(checks, books)
}

/** What a shop still has to do. */
export function findUnsettled(books: Books): Promise<readonly Violation[]> {
  return run(settling, books)
}

/** The books of a shop that has all its modules in one database. */
export function booksOf(sql: Sql, rest: Pick<Books, 'bank' | 'acknowledged'>): Books {
  return { ...rest, sql, homes: [{ name: 'shop', sql, modules: [...modules, probeModule], onBus: false }] }
}

async function run(some: readonly Check[], books: Books): Promise<readonly Violation[]> {
  const found = await Promise.all(
    some.map(async ({ name, find }) => (await find(books)).map(({ id, detail }) => ({ check: name, id, detail }))),
  )
  return found.flat()
}
