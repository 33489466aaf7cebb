import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRefused } from '../../operations/refusal.ts'
import { provide } from '../../runtime/seam.ts'
import { createTestShop, type TestShop } from '../../testing/index.ts'
import { newId } from '../../values/ids.ts'
import { buy, market, moment } from './fixtures/market.ts'

describe.each(['together', 'apart'] as const)('a flow over three modules, %s', (shape) => {
  let shop: TestShop
  /** What happens inside the commands of this test. */
  let interrupt: (name: string) => void = () => {}

  beforeAll(async () => {
    shop = await createTestShop({
      modules: market,
      shape,
      provisions: [provide(moment, (name: string) => interrupt(name))],
    })
  })
  afterAll(() => shop.close())
  beforeEach(async () => {
    interrupt = () => {}
    // what the test before bought is rewarded before its account goes
    await shop.settled()
    await sql('desk')`truncate kernel.saga, kernel.saga_step`
    await sql('purse')`truncate purse.account, purse.payment`
    await sql('depot')`truncate depot.shelf, depot.taken`
    await sql('desk')`truncate desk."order"`
    await sql('purse')`insert into purse.account values ('ada', 100)`
    await sql('depot')`insert into depot.shelf values ('lamp', 2)`
  })

  const sql = (module: string) => shop.runtime.databaseOf(module).consumers

  const purchase = (change: { readonly price?: number; readonly item?: string } = {}) => ({
    orderId: newId(),
    account: 'ada',
    item: 'lamp',
    price: 10,
    ...change,
  })

  /** Everything that a purchase changes. */
  const state = async () => {
    const [purse] = await sql('purse')<{ amount: number; payments: number }[]>`
      select amount, (select count(*)::int from purse.payment) as payments from purse.account`
    const [depot] = await sql('depot')<{ stock: number; taken: number }[]>`
      select stock, (select count(*)::int from depot.taken) as taken from depot.shelf`
    const orders = await sql('desk')<{ state: string }[]>`select state from desk."order"`
    return { ...purse, ...depot, orders: orders.map((order) => order.state) }
  }
  const untouched = { amount: 100, payments: 0, stock: 2, taken: 0, orders: [] }

  const left = async () => {
    const rows = await sql('desk')`select 1 from kernel.saga union all select 1 from kernel.saga_step`
    return rows.length
  }

  /** How often the audit log speaks of an order. */
  const audited = async (orderId: string) => {
    const rows = await sql('desk')`
      select 1 from kernel.audit_entry where operation = 'desk.buy' and target @> ${sql('desk').json({ orderId })}`
    return rows.length
  }

  test('does all of it and answers; the consumer of its event commands another module once', async () => {
    const order = purchase()
    const issued = new Map()
    const answer = await shop.call(buy, order, { issued })
    expect(answer).toEqual({ receipt: `receipt of ${order.orderId}`, left: 90 })
    expect(issued).toEqual(new Map([['order', `token of ${order.orderId}`]]))
    await shop.settled()
    expect(await state()).toEqual({ amount: 91, payments: 1, stock: 1, taken: 1, orders: ['placed'] })
    expect(await left()).toBe(0)
    expect(await audited(order.orderId)).toBe(1)
  })

  test.each([
    { by: 'the second step', change: { price: 101 }, refusal: { code: 'too_poor', data: { account: 'ada' } } },
    { by: 'the third step', change: { item: 'vase' }, refusal: { code: 'sold_out', data: { item: 'vase' } } },
    { by: 'the flow itself', change: { price: 13 }, refusal: { code: 'unlucky', data: {} } },
  ])('refused by $by, it leaves nothing behind', async ({ change, refusal }) => {
    const order = purchase(change)
    expect(await shop.call(buy, order)).toMatchObject(refusal)
    expect(await state()).toEqual(untouched)
    expect(await audited(order.orderId)).toBe(0)
    expect(await left()).toBe(0)
  })

  test.each(['desk.write', 'purse.pay', 'depot.take', 'desk.announce'])(
    'broken in %s, it throws and leaves nothing behind',
    async (where) => {
      interrupt = (name) => {
        if (name === where) throw new Error('the roof came down')
      }
      await expect(shop.call(buy, purchase())).rejects.toThrow('the roof came down')
      expect(await state()).toEqual(untouched)
      expect(await left()).toBe(0)
    },
  )

  test('with a key: sent again it gives the same answer and the tokens, and happens once', async () => {
    const order = purchase()
    const idempotencyKey = newId()
    const [one, two] = await Promise.all([
      shop.call(buy, order, { idempotencyKey }),
      shop.call(buy, order, { idempotencyKey }),
    ])
    const issued = new Map()
    const three = await shop.call(buy, order, { idempotencyKey, issued })
    expect([two, three]).toEqual([one, one])
    expect(issued.get('order')).toBe(`token of ${order.orderId}`)
    expect(await state()).toMatchObject({ amount: expect.any(Number), payments: 1, stock: 1, orders: ['placed'] })
  })

  test('with a key: a refusal frees it', async () => {
    const idempotencyKey = newId()
    const order = purchase({ price: 101 })
    expect(isRefused(await shop.call(buy, order, { idempotencyKey }))).toBe(true)
    await sql('purse')`update purse.account set amount = 101`
    expect(await shop.call(buy, order, { idempotencyKey })).toMatchObject({ left: 0 })
  })

  test('many at once for two pieces: two are sold, the others are told so, and the money is right', async () => {
    // apart, money is held while the goods are asked for: enough that nobody is refused for what another is about to get back
    await sql('purse')`update purse.account set amount = 1000`
    const answers = await Promise.all(Array.from({ length: 12 }, () => shop.call(buy, purchase())))
    const codes = answers.flatMap((answer) => (isRefused(answer) ? [answer.code] : []))
    expect(codes).toEqual(Array.from({ length: 10 }, () => 'sold_out'))
    await shop.settled()
    expect(await state()).toEqual({ amount: 982, payments: 2, stock: 0, taken: 2, orders: ['placed', 'placed'] })
    expect(await left()).toBe(0)
  })
})
