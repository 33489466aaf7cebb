import { addItem } from '@merx/cart'
import { newId } from '@merx/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, purchase, type WholeShop } from '../../../tests/setup/whole-shop.ts'
import { cancelOrder } from '../commands/cancel-order.ts'
import { checkout } from '../commands/checkout.ts'
import { retryPayment } from '../commands/retry-payment.ts'
import { getOrder } from './get-order.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop({ clock: false })
})
afterAll(() => shop.close())

test('shows the prices at which it was placed, whatever things cost since', async () => {
  const goods = await shop.newGoods(2, 5)
  const { number, token } = answered(await shop.buy(await shop.cartWith(goods), 3_000)).order
  const before = answered(await shop.call(getOrder, { number, token }))
  await shop.setPrice(goods, 9_999)

  const after = answered(await shop.call(getOrder, { number, token }))

  expect(after.lines.map(({ unitPrice, total }) => [unitPrice.amount, total.amount])).toEqual([
    [1_000, 1_200],
    [1_000, 1_200],
  ])
  expect(after).toEqual(before)
})

test('shows an order of a user to that user alone, who needs no token to pay or cancel it', async () => {
  const [lamp] = await shop.newGoods(1, 5)
  if (!lamp) throw new Error('no goods')
  const user = await shop.newUser()
  answered(await shop.call(addItem, { variantId: lamp, quantity: 1 }, user))
  const { order } = answered(await shop.call(checkout, purchase(1_800), user))
  const { number } = order
  expect(order).not.toHaveProperty('token')
  expect(user.issued.size).toBe(0)

  const strangers = [{}, { caller: { kind: 'user', id: newId() } }, { credentials: { cart: 'x', order: 'x' } }] as const
  const payment = { provider: 'bank' }
  for (const stranger of strangers) {
    expect(codeOf(await shop.call(getOrder, { number }, stranger))).toBe('unknown_order')
    expect(codeOf(await shop.call(cancelOrder, { number }, stranger))).toBe('unknown_order')
    expect(codeOf(await shop.call(retryPayment, { number, payment }, stranger))).toBe('unknown_order')
  }

  expect(answered(await shop.call(getOrder, { number }, user)).number).toBe(number)
  expect(answered(await shop.call(retryPayment, { number, payment }, user)).payment.status).toBe('pending')
  expect(answered(await shop.call(cancelOrder, { number }, user)).orderStatus).toBe('cancelled')
  expect(await shop.statements(() => shop.call(getOrder, { number }, user))).toHaveLength(2)
})
