import { addItem } from '@merx/cart'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { answered, openWholeShop, purchase, type SignedIn, type WholeShop } from '../../../tests/setup/whole-shop.ts'
import { cancelOrder } from '../commands/cancel-order.ts'
import { checkout } from '../commands/checkout.ts'
import { listMyOrders } from './list-my-orders.ts'

let shop: WholeShop
let user: SignedIn
/** In the order in which they were placed; with 1, 3, 2 and 1 lines. */
let numbers: readonly string[]
beforeAll(async () => {
  shop = await openWholeShop({ clock: false, now: new Date('2026-03-01T10:00:00Z') })
  user = await shop.newUser()
  const placed: string[] = []
  for (const lines of [1, 3, 2, 1]) {
    shop.clock.now = new Date(shop.clock.now.getTime() + 60_000)
    placed.push(await order(user, lines))
  }
  numbers = placed
})
afterAll(() => shop.close())

async function order(by: SignedIn, lines: number): Promise<string> {
  for (const variantId of await shop.newGoods(lines, 5)) {
    answered(await shop.call(addItem, { variantId, quantity: 1 }, by))
  }
  return answered(await shop.call(checkout, purchase((lines * 1_000 + 500) * 1.2), by)).order.number
}

const list = async (wish: z.input<typeof listMyOrders.input> = {}, by: object = user) =>
  answered(await shop.call(listMyOrders, listMyOrders.input.parse(wish), by))

const numbersIn = ({ items }: Awaited<ReturnType<typeof list>>) => items.map(({ number }) => number)

test('lists the orders of the user alone, the newest first, with what was bought', async () => {
  const mine = await list()

  expect(numbersIn(mine)).toEqual(numbers.toReversed())
  expect(mine.items[2]).toMatchObject({ status: 'pending', pieces: 3, total: { amount: 4_200, currency: 'USD' } })
  expect(mine.items[2]?.lines.map(({ name, quantity }) => [name, quantity])).toEqual([
    ['Lamp 1', 1],
    ['Lamp 2', 1],
    ['Lamp 3', 1],
  ])
  for (const nobody of [await shop.newUser(), { caller: { kind: 'staff', id: 'key', permissions: 'all' } }]) {
    expect(await list({}, nobody)).toEqual({ items: [], next: null })
  }
})

test.each([
  { sort: '-placedAt', expected: [3, 2, 1, 0] },
  { sort: 'placedAt', expected: [0, 1, 2, 3] },
  { sort: '-total', expected: [1, 2, 3, 0] },
  { sort: 'total', expected: [0, 3, 2, 1] },
] as const)('pages by $sort: each order once', async ({ sort, expected }) => {
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await list({ sort, limit: 1, ...(after !== undefined && { after }) })
    seen.push(...numbersIn(page))
    after = page.next ?? undefined
  } while (after !== undefined && seen.length < 10)

  expect(seen).toEqual(expected.map((index) => numbers[index]))
})

test('filters by status and time', async () => {
  const other = await shop.newUser()
  const [kept, given] = [await order(other, 1), await order(other, 1)]
  answered(await shop.call(cancelOrder, cancelOrder.input.parse({ number: given }), other))

  expect(numbersIn(await list({ orderStatus: 'cancelled' }, other))).toEqual([given])
  expect(numbersIn(await list({ orderStatus: 'pending', paymentStatus: 'pending' }, other))).toEqual([kept])
  expect(numbersIn(await list({ fulfilmentStatus: 'shipped' }, other))).toEqual([])
  expect(numbersIn(await list({ placedBefore: '2026-03-01T10:02:00Z' }))).toEqual(numbers.slice(0, 1))
  expect(numbersIn(await list({ placedFrom: '2026-03-01T10:03:00Z' }))).toEqual(numbers.slice(2).toReversed())
})

test.each([1, 4])('costs one statement with %i orders', async (limit) => {
  expect(await shop.statements(() => list({ limit }))).toHaveLength(1)
})
