import { isRefused } from '@merx/kernel'
import { cancelOrder, getOrder } from '@merx/ordering'
import { receiveWebhook } from '@merx/payments'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, type WholeShop } from '../setup/whole-shop.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop()
})
afterAll(() => shop.close())

function tally(answers: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers) {
    const name = isRefused(answer) ? answer.code : 'ordered'
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

async function ordersPlaced(): Promise<number> {
  const [row] = await shop.runtime.databaseOf('ordering').web<{ count: number }[]>`select count(*) from ordering.order`
  return row?.count ?? 0
}

async function ordered() {
  const [lamp] = await shop.newGoods(1, 5)
  if (!lamp) throw new Error('no goods')
  const { order } = answered(await shop.buy(await shop.cartWith([lamp]), 1_800))
  const [paymentId = ''] = await shop.paymentsOf(order.number)
  return { lamp, key: { number: order.number, token: order.token }, paymentId }
}

test.each(['bank', 'cash-on-delivery'])('the same checkout 50 times at once is one order, by %s', async (provider) => {
  // the last piece: a second order could not have it
  const goods = await shop.newGoods(2, 1)
  const cart = await shop.cartWith(goods)
  const opened = shop.bank.opened
  const before = await ordersPlaced()

  const answers = await Promise.all(Array.from({ length: 50 }, () => shop.buy(cart, 3_000, { payment: { provider } })))

  expect(tally(answers)).toEqual({ ordered: 50 })
  const [first, ...others] = answers.map((answer) => answered(answer))
  for (const { order, payment } of others) {
    expect([order.number, order.token, payment]).toEqual([first?.order.number, first?.order.token, first?.payment])
  }
  expect((await ordersPlaced()) - before).toBe(1)
  expect(shop.bank.opened - opened).toBe(provider === 'bank' ? 1 : 0)
  const held = provider === 'bank' ? { onHand: 1, reserved: 1 } : { onHand: 0, reserved: 0 }
  for (const variantId of goods) expect(await shop.stockOf(variantId)).toEqual(held)
})

test('200 buyers for 20 pieces: exactly 20 orders, the others are told that nothing is left', async () => {
  const goods = await shop.newGoods(1, 20)
  const [lamp] = goods
  if (!lamp) throw new Error('no goods')
  const carts = await Promise.all(Array.from({ length: 200 }, () => shop.cartWith(goods)))

  const answers = await Promise.all(carts.map((cart) => shop.buy(cart, 1_800)))

  expect(tally(answers)).toEqual({ ordered: 20, out_of_stock: 180 })
  expect(await shop.stockOf(lamp)).toEqual({ onHand: 20, reserved: 20 })
  const numbers = answers.flatMap((answer) => (isRefused(answer) ? [] : [answer.order.number]))
  expect(new Set(numbers).size).toBe(20)
  const open = await shop.runtime.databaseOf('cart').web`
    select cart.status from cart.cart join cart.line on line.cart_id = cart.id where line.variant_id = ${lamp} and status = 'open'`
  expect(open).toHaveLength(180)
})

test('baskets with the same goods in opposite order get through side by side', async () => {
  const goods = await shop.newGoods(2, 30)
  const carts = await Promise.all(
    Array.from({ length: 40 }, (_, index) => shop.cartWith(index % 2 === 0 ? goods : goods.toReversed())),
  )
  const answers = await Promise.all(
    carts.map((cart) => shop.buy(cart, 3_000, { payment: { provider: 'cash-on-delivery' } })),
  )
  expect(tally(answers)).toEqual({ ordered: 30, out_of_stock: 10 })
  for (const variantId of goods) expect(await shop.stockOf(variantId)).toEqual({ onHand: 0, reserved: 0 })
})

test('a price that changes between quote and order is told, never charged', async () => {
  const goods = await shop.newGoods(1, 10)
  const [lamp] = goods
  if (!lamp) throw new Error('no goods')
  const cart = await shop.cartWith(goods)
  await shop.setPrice(goods, 1_001)
  expect(codeOf(await shop.buy(cart, 1_800))).toBe('total_changed')
  expect(await shop.stockOf(lamp)).toEqual({ onHand: 10, reserved: 0 })
})

describe('cancel against pay at the same moment', () => {
  test.each(['cancel first', 'pay first', 'both at once'])(
    '%s: the order and the money agree, the stock is whole',
    async (turn) => {
      const { lamp, key, paymentId } = await ordered()
      const cancel = () => shop.call(cancelOrder, key)
      const pay = async () => {
        answered(await shop.call(receiveWebhook, shop.bank.says(paymentId, 'captured')))
        await shop.settled()
      }
      if (turn === 'cancel first') await cancel()
      if (turn === 'pay first') await pay()
      await Promise.all([cancel(), pay()])
      await expect
        .poll(async () => answered(await shop.call(getOrder, key)).paymentStatus, { timeout: 10_000 })
        .toBe('refunded')

      expect(answered(await shop.call(getOrder, key))).toMatchObject({ orderStatus: 'cancelled', status: 'refunded' })
      expect(await shop.stockOf(lamp)).toEqual({ onHand: 5, reserved: 0 })
      const [money] = await shop.runtime.databaseOf('payments').web`
      select captured, refunding, refunded from payments.payment where id = ${paymentId}`
      expect(money).toEqual({ captured: 1_800, refunding: 0, refunded: 1_800 })
      const ended = await shop.runtime.databaseOf('ordering').web<{ id: string }[]>`
        select id from ordering.order where order_status <> 'pending'`
      const open = await shop.runtime.databaseOf('inventory').web`
        select id from inventory.reservation where status = 'open' and id = any(${ended.map(({ id }) => id)}::uuid[])`
      expect(open).toHaveLength(0)
    },
  )

  test('twenty orders at once, each with its own race', async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, ordered))
    await Promise.all(
      orders.flatMap(({ key, paymentId }) => [
        shop.call(receiveWebhook, shop.bank.says(paymentId, 'captured')),
        shop.call(cancelOrder, key),
      ]),
    )
    for (const { lamp, key } of orders) {
      await expect
        .poll(async () => answered(await shop.call(getOrder, key)).status, { timeout: 10_000 })
        .toBe('refunded')
      expect(await shop.stockOf(lamp)).toEqual({ onHand: 5, reserved: 0 })
    }
  })
})
