import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addItem } from '../commands/add-item.ts'
import { VariantId } from '../domain/ids.ts'
import { getCart } from '../queries/get-cart.ts'
import { answered, by, cartWith, newGoods, openShop } from '../testing/goods.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

test('a cart is forgotten 30 days after its last change, with its lines, and not before', async () => {
  const [variantId] = await newGoods(shop, 1)
  const lamp = VariantId.parse(variantId)
  shop.clock.now = new Date('2026-03-01T09:30:00Z')
  const [left, kept] = [await cartWith(shop, [lamp]), await cartWith(shop, [lamp])]
  shop.clock.now = new Date('2026-03-02T09:30:00Z')
  await shop.call(addItem, { variantId: lamp, quantity: 1 }, by(kept))
  const count = async (token: string) => answered(await shop.call(getCart, {}, by(token))).count

  shop.clock.now = new Date('2026-03-31T23:59:59Z')
  await shop.runtime.jobs.runJob('cart.forget-expired-carts')
  expect([await count(left), await count(kept)]).toEqual([1, 2])

  shop.clock.now = new Date('2026-04-01T00:00:00Z')
  expect(await count(left), 'an expired cart is no cart, whenever the job runs').toBe(0)
  await shop.runtime.jobs.runJob('cart.forget-expired-carts')

  const sql = shop.runtime.databaseOf('cart').consumers
  expect(await sql`select from cart.cart`).toHaveLength(1)
  expect(await sql`select quantity from cart.line`).toEqual([{ quantity: 2 }])
})
