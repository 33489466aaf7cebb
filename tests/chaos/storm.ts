import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '@merx/kernel/server'
import { freePort } from '@merx/server/postgres'
import { readBankAccount } from './bank-account.ts'
import { booksOf, findViolations, type Violation } from './checker.ts'
import { type Diary, visit, type World } from './customer.ts'
import { type Blow, endPostmaster, killBackend, killPostmaster } from './kill.ts'
import { type BankProcess, type ShopProcess, startBank, startShop } from './processes.ts'
import { newRandom } from './random.ts'
import { endLeases, freeKeys, untilSettled } from './settle.ts'

export type StormOptions = {
  readonly seed: number
  /** How long customers come. It takes longer where the machine needs the time to start again. */
  readonly seconds: number
  /** What is killed, in this order, at moments that the seed chooses. */
  readonly blows: readonly Blow[]
  readonly customers: number
}

export type StormReport = {
  readonly seed: number
  readonly seconds: number
  readonly blows: Readonly<Record<string, number>>
  readonly visits: number
  readonly acknowledged: number
  readonly orders: Readonly<Record<string, number>>
  readonly events: number
  readonly answers: Readonly<Record<string, number>>
  readonly surprises: readonly string[]
  readonly unsettled: readonly Violation[]
  readonly violations: readonly Violation[]
  /** Where the logs and the database are kept after a storm that found something. */
  readonly keptIn: string | undefined
}

/** The shop's clock goes ahead by so much in a storm: orders of its beginning expire before its end, late payments meet them. */
const aheadInAll = 200
/** Beyond the time that an order may stay unpaid, and within the age that a webhook's signature may have. */
const aheadToSettle = aheadInAll + 65

/** Lets customers buy while the shop and its database are killed, lets the shop settle, and looks over what is left. */
export async function storm(options: StormOptions): Promise<StormReport> {
  const data = await mkdtemp(join(tmpdir(), 'merx-chaos-'))
  const bank = await startBank(data)
  const house = newHouse({ data, bank, port: await freePort() })
  try {
    const report = await weather(house, options)
    const calm = [report.surprises, report.unsettled, report.violations].every((list) => list.length === 0)
    await house.stop()
    if (calm) await rm(data, { recursive: true, force: true })
    return { ...report, keptIn: calm ? undefined : data }
  } finally {
    await house.stop()
    await bank.end('SIGKILL')
  }
}

async function weather(house: House, options: StormOptions): Promise<Omit<StormReport, 'keptIn'>> {
  const { seed, customers } = options
  const { databaseUrl } = await house.open(0)
  const diary: Diary = { acknowledged: new Set(), answers: new Map(), surprises: [] }
  const from = performance.now()
  const [coming, waiting] = [new AbortController(), new AbortController()]
  const variantIds = await readGoods(databaseUrl)
  const world: World = { url: house.url, variantIds, diary, patient: () => !waiting.signal.aborted }

  let visits = 0
  const customer = async (_: unknown, index: number): Promise<void> => {
    const random = newRandom(seed * 1_000 + index)
    while (!coming.signal.aborted) {
      visits += 1
      await visit(world, random, `customer-${visits}@example.com`)
    }
  }
  const all = Promise.all(Array.from({ length: customers }, customer))
  // a customer that breaks off is told at the end, not in the middle of a restart
  all.catch(() => {})
  await strike(house, options, databaseUrl)
  coming.abort()
  const seconds = Math.round((performance.now() - from) / 1_000)
  // those who wait for an answer still get it
  await Promise.race([all, wait(10_000).then(() => waiting.abort())])
  await all

  return { seed, seconds, blows: tally(options.blows), visits, ...(await lookOver(house, { databaseUrl, diary })) }
}

/** One blow after the other, with trade between them; now and then the next falls while the shop is still starting. */
async function strike(house: House, { seed, seconds, blows }: StormOptions, databaseUrl: string): Promise<void> {
  const random = newRandom(seed)
  const pace = (seconds * 1_000) / Math.max(blows.length, 1)
  for (const [index, blow] of blows.entries()) {
    const due = performance.now() + random.between(0.2, 1) * pace
    const next = performance.now() + pace
    await wait(Math.max(100, due - performance.now()))
    house.mustRun()
    if (blow !== 'server') {
      await (blow === 'postmaster' ? killPostmaster(house.data, house.mustRun) : killBackend(databaseUrl, random))
      await house.ready()
    } else {
      const ahead = Math.round((aheadInAll * (index + 1)) / blows.length)
      await house.kill()
      if (random.chance(0.2)) {
        house.begin(ahead)
        await wait(random.between(50, 1_000))
        await house.kill()
      }
      await freeKeysIn(databaseUrl)
      await house.open(ahead)
    }
    await wait(Math.max(0, next - performance.now()))
  }
}

async function freeKeysIn(databaseUrl: string): Promise<void> {
  const database = connect({ url: databaseUrl })
  await freeKeys(database.clock)
  await database.end()
}

type Aftermath = { readonly databaseUrl: string; readonly diary: Diary }

async function lookOver(house: House, { databaseUrl, diary }: Aftermath) {
  await house.kill()
  const database = connect({ url: databaseUrl })
  try {
    const sql = database.clock
    await endLeases(sql)
    await house.open(aheadToSettle)
    const acknowledged = [...diary.acknowledged]
    const readBooks = async () => ({ bank: await readBankAccount(house.bank), acknowledged })
    const unsettled = await untilSettled(sql, readBooks)
    const violations = await findViolations(booksOf(sql, await readBooks()))
    const orders = await sql<{ status: string; count: number }[]>`
      select order_status || ', ' || payment_status as status, count(*) from ordering.order group by 1 order by 1`
    const [log] = await sql<{ count: number }[]>`select count(*) from kernel.event`
    return {
      acknowledged: acknowledged.length,
      orders: Object.fromEntries(orders.map(({ status, count }) => [status, count])),
      events: log?.count ?? 0,
      answers: Object.fromEntries([...diary.answers].sort()),
      surprises: diary.surprises,
      unsettled,
      violations,
    }
  } finally {
    await database.end()
  }
}

/** The shop that is killed and started again in one place. */
type House = {
  readonly data: string
  readonly url: string
  readonly bank: BankProcess
  begin(aheadSeconds: number): ShopProcess
  open(aheadSeconds: number): ShopProcess['opened']
  /** Throws when the shop ended without being killed. */
  mustRun(): void
  kill(): Promise<void>
  /** Resolves when the shop says that it is ready, its database found again. */
  ready(): Promise<void>
  /** Ends the shop and its database in good order. */
  stop(): Promise<void>
}

function newHouse({
  data,
  bank,
  port,
}: {
  readonly data: string
  readonly bank: BankProcess
  readonly port: number
}): House {
  let shop: ShopProcess | undefined
  const begin = (aheadSeconds: number): ShopProcess => {
    const settings = { CLOCK_AHEAD_SECONDS: String(aheadSeconds), MERX_PAYMENT_MINUTES: '1' }
    shop = startShop({ data, port, bank, settings })
    return shop
  }
  const url = `http://127.0.0.1:${port}`
  const mustRun = (): void => {
    if (!shop?.isRunning()) throw new Error(`The shop ended by itself: see ${data}/shop.log`)
  }
  return {
    data,
    bank,
    url,
    mustRun,
    begin,
    open: (aheadSeconds) => begin(aheadSeconds).opened,
    kill: async () => shop?.end('SIGKILL'),
    ready: async () => {
      while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) {
        mustRun()
        await wait(20)
      }
    },
    stop: async () => {
      if (!shop?.isRunning()) await endPostmaster(data).catch(() => {})
      await shop?.end('SIGTERM')
    },
  }
}

async function readGoods(databaseUrl: string): Promise<World['variantIds']> {
  const database = connect({ url: databaseUrl })
  const variants = await database.clock<{ id: string }[]>`select id from catalog.variant order by sku`
  await database.end()
  const [first, ...others] = variants.map(({ id }) => id)
  if (!first) throw new Error('The shop has no goods')
  return [first, ...others]
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]))
}
