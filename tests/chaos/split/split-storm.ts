import { setTimeout as wait } from 'node:timers/promises'
import { readBankAccount } from '../bank-account.ts'
import { findViolations, type Violation } from '../checker.ts'
import type { Books } from '../checks/check.ts'
import { type Diary, visit, type World } from '../customer.ts'
import { newRandom, type Random } from '../random.ts'
import { type Blow, strike } from './blows.ts'
import { mergeTables } from './merged-tables.ts'
import { type ChaosSplit, openChaosSplit } from './open-chaos-split.ts'

export type SplitStormOptions = {
  readonly seed: number
  /** One round each, in this order, at moments that the seed chooses. */
  readonly blows: readonly Blow[]
  readonly customers: number
  /** Milliseconds of trade before the earliest blow and after a repair. */
  readonly trade: number
  /** Told of each round. */
  readonly say?: (line: string) => void
}

/** A blow, and how the shop got over it. */
export type Round = Blow & {
  /** Seconds from the blow to its repair. */
  readonly repaired: number
  /** Seconds from the repair until every promise held, those of customers included who came until shortly before. */
  readonly settled: number
  readonly acknowledged: number
  readonly violations: readonly Violation[]
}

export type SplitStormReport = {
  readonly seed: number
  readonly seconds: number
  readonly visits: number
  readonly acknowledged: number
  readonly orders: Readonly<Record<string, number>>
  readonly answers: Readonly<Record<string, number>>
  readonly surprises: readonly string[]
  readonly rounds: readonly Round[]
  /** Where logs and databases are kept after a storm that found something. */
  readonly keptIn: string | undefined
}

/** Seconds from a repair in which everything must be in order again. */
export const patience = 30

/** Lets customers buy in the full split while one part after the other breaks, and looks over all databases after each repair. */
export async function splitStorm(options: SplitStormOptions): Promise<SplitStormReport> {
  const { seed, blows, say = () => {} } = options
  const split = await openChaosSplit(seed)
  const from = performance.now()
  try {
    const diary: Diary = { acknowledged: new Set(), answers: new Map(), surprises: [] }
    const variantIds = await readGoods(split)
    const rounds: Round[] = []
    let visits = 0
    for (const [index, blow] of blows.entries()) {
      const random = newRandom(seed * 1_000 + index)
      const nextEmail = (): string => {
        visits += 1
        return `customer-${visits}@example.com`
      }
      const round = await weather({ split, diary, variantIds, random, nextEmail }, blow, options)
      rounds.push(round)
      say(
        `${blow.kind} ${blow.whom}: repaired after ${round.repaired} s, settled after ${round.settled} s, ${
          round.violations.length
        } violations`,
      )
      // what is broken now would be found again in each round
      if (round.violations.length > 0) break
    }
    const calm = diary.surprises.length === 0 && rounds.every(({ violations }) => violations.length === 0)
    const orders = await split.store('ordering').sql<{ status: string; count: number }[]>`
      select order_status || ', ' || payment_status as status, count(*) from ordering.order group by 1 order by 1`
    await split.stop()
    if (calm) await split.clear()
    return {
      seed,
      seconds: Math.round((performance.now() - from) / 1_000),
      visits,
      acknowledged: diary.acknowledged.size,
      orders: Object.fromEntries(orders.map(({ status, count }) => [status, count])),
      answers: Object.fromEntries([...diary.answers].sort()),
      surprises: diary.surprises,
      rounds,
      keptIn: calm ? undefined : split.data,
    }
  } catch (error) {
    await split.stop()
    throw error
  }
}

type Street = {
  readonly split: ChaosSplit
  readonly diary: Diary
  readonly variantIds: World['variantIds']
  readonly random: Random
  readonly nextEmail: () => string
}

/** One round: trade, the blow, its repair, trade, and the wait until all is in order. */
async function weather(street: Street, blow: Blow, { customers, trade }: SplitStormOptions): Promise<Round> {
  const { split, diary, variantIds, random } = street
  const before = diary.acknowledged.size
  const [coming, waiting] = [new AbortController(), new AbortController()]
  const world: World = { url: split.url, variantIds, diary, patient: () => !waiting.signal.aborted }
  const customer = async (_: unknown, index: number): Promise<void> => {
    const own = newRandom(Math.floor(random.next() * 1_000_000) + index)
    while (!coming.signal.aborted) await visit(world, own, street.nextEmail())
  }
  const all = Promise.all(Array.from({ length: customers }, customer))
  all.catch(() => {})

  await wait(random.between(trade / 2, trade))
  const struck = performance.now()
  await strike(blow, split, random)
  const repaired = performance.now()
  await wait(trade)
  coming.abort()
  const { violations, settled } = await untilInOrder(street, repaired + patience * 1_000, all)
  // whoever still waits for an answer gets it
  waiting.abort()
  await all
  return {
    ...blow,
    repaired: secondsBetween(struck, repaired),
    settled: secondsBetween(repaired, settled),
    acknowledged: diary.acknowledged.size - before,
    violations,
  }
}

type Seen = {
  readonly violations: readonly Violation[]
  /** When that look began: it takes its time over a large shop. */
  readonly settled: number
}

/** Looks until nothing is left to be found, when the last customer has gone, or the time is over. */
async function untilInOrder({ split, diary }: Street, deadline: number, customers: Promise<unknown>): Promise<Seen> {
  await Promise.race([customers, wait(deadline - performance.now())])
  for (;;) {
    await bringForward(split)
    const settled = performance.now()
    const violations = await look(split, diary)
    if (violations.length === 0 || settled > deadline) return { violations, settled }
    await wait(500)
  }
}

/** Over all databases together: each by itself, and what they hold put together. */
async function look({ stores, merged, bank }: ChaosSplit, { acknowledged }: Diary): Promise<readonly Violation[]> {
  const account = await readBankAccount(bank)
  await mergeTables(stores, merged)
  const books: Books = {
    sql: merged,
    homes: stores.map((store) => ({ ...store, onBus: true })),
    bank: account,
    acknowledged: [...acknowledged],
  }
  return findViolations(books)
}

/** Whatever waits for the clock comes now: orders that nobody paid expire, the shop asks the bank. Leases end by themselves. */
async function bringForward(split: ChaosSplit): Promise<void> {
  await split.store('ordering').sql`
    update ordering.order set expires_at = clock_timestamp() where order_status = 'pending' and expires_at > clock_timestamp()`
  await split.store('payments').sql`
    update payments.payment set check_at = created_at where check_at > created_at`
  for (const { sql } of split.stores) {
    await sql`update kernel.job set due_at = clock_timestamp() where leased_by is null and due_at > clock_timestamp()`
  }
}

async function readGoods(split: ChaosSplit): Promise<World['variantIds']> {
  const variants = await split.store('catalog').sql<{ id: string }[]>`select id from catalog.variant order by sku`
  const [first, ...others] = variants.map(({ id }) => id)
  if (!first) throw new Error('The shop has no goods')
  return [first, ...others]
}

function secondsBetween(from: number, to: number): number {
  return Math.round((to - from) / 100) / 10
}
