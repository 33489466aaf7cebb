import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered, openWholeShop, type WholeShop } from '../../../tests/setup/whole-shop.ts'
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
