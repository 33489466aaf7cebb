import { newId } from '@merx/kernel'
import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CartLineId, type VariantId } from '../domain/ids.ts'
import { getCart } from '../queries/get-cart.ts'
import { answered, by, cartWith, newGoods, openShop, setPrice } from '../testing/goods.ts'
import { changeItem } from './change-item.ts'
import { removeItem } from './remove-item.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

async function filled(lines: number, onHand = 50) {
  const goods = await newGoods(shop, lines, onHand)
  const token = await cartWith(shop, goods)
  const cart = answered(await shop.call(getCart, {}, by(token)))
  return { token, cart, lineId: CartLineId.parse(cart.lines[0]?.id), goods }
}

describe('changing a line', () => {
  test('sets its quantity', async () => {
    const { token, lineId } = await filled(2)

    const cart = answered(await shop.call(changeItem, { lineId, quantity: 7 }, by(token)))

    expect(cart).toMatchObject({
      version: 3,
      lines: [{ quantity: 7 }, { quantity: 1 }],
      count: 8,
      total: { amount: 8_000 },
    })
    expect(await shop.call(getCart, {}, by(token))).toEqual(cart)
  })

  test('above what is left is refused, and nothing has changed', async () => {
    const { token, lineId, cart } = await filled(1, 3)

    const answer = await shop.call(changeItem, { lineId, quantity: 4 }, by(token))

    expect(answer).toMatchObject({ code: 'out_of_stock', data: { available: 3, inCart: 1 } })
    expect(await shop.call(getCart, {}, by(token))).toEqual(cart)
  })

  test('of another cart is refused', async () => {
    const [mine, other] = [await filled(1), await filled(1)]

    const answer = await shop.call(changeItem, { lineId: other.lineId, quantity: 2 }, by(mine.token))

    expect(answer).toMatchObject({ code: 'unknown_line' })
    expect(await shop.call(getCart, {}, by(other.token))).toEqual(other.cart)
  })

  test('shows a price that changed meanwhile until the line is touched', async () => {
    const { token, lineId, goods } = await filled(1)
    await setPrice(shop, goods, 1_250)

    const shown = answered(await shop.call(getCart, {}, by(token)))
    expect(shown.problems).toEqual([
      {
        code: 'price_changed',
        lineId,
        detail: expect.any(String),
        was: { amount: 1_000, currency: 'USD' },
        now: { amount: 1_250, currency: 'USD' },
      },
    ])
    expect(shown.total.amount).toBe(1_250)

    const changed = answered(await shop.call(changeItem, { lineId, quantity: 2 }, by(token)))
    expect(changed).toMatchObject({ problems: [], total: { amount: 2_500 } })
  })

  test.each([1, 10])('takes four statements in a cart of %i lines', async (lines) => {
    const { token, lineId } = await filled(lines)
    const sent = await shop.statements(() => shop.call(changeItem, { lineId, quantity: 2 }, by(token)))
    expect(sent).toHaveLength(4)
  })
})

describe('removing a line', () => {
  test('leaves the others, and a second time changes nothing', async () => {
    const { token, lineId, goods } = await filled(2)

    const cart = answered(await shop.call(removeItem, { lineId }, by(token)))

    expect(cart.lines.map(({ variantId }): VariantId => variantId)).toEqual(goods.slice(1))
    expect(cart).toMatchObject({ version: 3, total: { amount: 1_000 } })
    expect(await shop.call(removeItem, { lineId }, by(token))).toEqual(cart)
  })

  test('for who has no cart answers an empty one', async () => {
    expect(await shop.call(removeItem, { lineId: CartLineId.parse(newId()) })).toMatchObject({ id: null, lines: [] })
  })

  test.each([1, 10])('takes at most four statements in a cart of %i lines', async (lines) => {
    const { token, lineId } = await filled(lines)
    const sent = await shop.statements(() => shop.call(removeItem, { lineId }, by(token)))
    expect(sent.length).toBe(4)
  })
})
