import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRefused } from '../../operations/refusal.ts'
import { createTestShop, type TestShop } from '../../testing/index.ts'
import { newId } from '../../values/ids.ts'
import { buy, market } from './fixtures/market.ts'

const errand = fileURLToPath(new URL('./fixtures/market-process.ts', import.meta.url))

describe.each(['together', 'apart'] as const)('a process killed in the middle of a flow, %s', (shape) => {
  let shop: TestShop

  beforeAll(async () => {
    shop = await createTestShop({ modules: market, shape, clock: false })
  })
  afterAll(() => shop.close())
  beforeEach(async () => {
    await sql('desk')`truncate kernel.saga, kernel.saga_step, kernel.claim, desk."order"`
    await sql('purse')`truncate purse.account, purse.payment`
    await sql('depot')`truncate depot.shelf, depot.taken`
    await sql('purse')`insert into purse.account values ('ada', 100)`
    await sql('depot')`insert into depot.shelf values ('lamp', 2)`
  })

  const sql = (module: string) => shop.runtime.databaseOf(module).consumers

  const state = async () => {
    const [purse] = await sql('purse')<{ amount: number; payments: number }[]>`
      select amount, (select count(*)::int from purse.payment) as payments from purse.account`
    const [depot] = await sql('depot')<{ stock: number; taken: number }[]>`
      select stock, (select count(*)::int from depot.taken) as taken from depot.shelf`
    const orders = await sql('desk')<{ state: string }[]>`select state from desk."order"`
    return { ...purse, ...depot, orders: orders.map((order) => order.state) }
  }
  const untouched = { amount: 100, payments: 0, stock: 2, taken: 0, orders: [] }
  const bought = { amount: 90, payments: 1, stock: 1, taken: 1, orders: ['placed'] }

  const killed = async (killedIn: string, change: { readonly item?: string } = {}) => {
    const purchase = { orderId: newId(), account: 'ada', item: 'lamp', price: 10, ...change }
    const idempotencyKey = newId()
    const order = { shape, databases: shop.databases, purchase, idempotencyKey, killedIn }
    const child = spawn(process.execPath, [errand, JSON.stringify(order)], { stdio: 'inherit' })
    const [, signal] = await once(child, 'exit')
    expect(signal).toBe('SIGKILL')
    return { purchase, idempotencyKey }
  }

  /** Time passes: nobody renews what the killed process held. */
  const later = async () => {
    await sql('desk')`update kernel.saga set worked_until = now() - interval '1 second'`
    await sql('desk')`update kernel.claim set worked_until = now() - interval '1 second' where worked_until is not null`
    await shop.runtime.jobs.runJob('kernel.carry-sagas')
    const rows = await sql('desk')`select 1 from kernel.saga union all select 1 from kernel.saga_step`
    expect(rows).toHaveLength(0)
  }

  test.each(['desk.write', 'purse.pay', 'depot.take', 'desk.announce', 'answer'])(
    'in %s: all of it is done or none, and its caller, back with the key, gets it once',
    async (killedIn) => {
      const { purchase, idempotencyKey } = await killed(killedIn)
      await later()
      const afterwards = await state()
      expect([untouched, bought]).toContainEqual(afterwards)
      if (killedIn === 'answer') expect(afterwards).toEqual(bought)
      const issued = new Map()
      const answer = await shop.call(buy, purchase, { idempotencyKey, issued })
      expect(answer).toEqual({ receipt: `receipt of ${purchase.orderId}`, left: 90 })
      expect(issued.get('order')).toBe(`token of ${purchase.orderId}`)
      expect(await state()).toEqual(bought)
    },
  )

  if (shape === 'apart') {
    test.each(['purse.pay-back', 'desk.strike'])('in %s: what was refused is undone all the same', async (killedIn) => {
      const { purchase, idempotencyKey } = await killed(killedIn, { item: 'vase' })
      await later()
      expect(await state()).toEqual(untouched)
      const again = await shop.call(buy, purchase, { idempotencyKey })
      expect(isRefused(again) && again.code).toBe('sold_out')
      expect(await state()).toEqual(untouched)
    })
  }
})
