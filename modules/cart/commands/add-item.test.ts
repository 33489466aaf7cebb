import { setStock } from '@merx/inventory'
import { newId } from '@merx/kernel'
import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OrderId, VariantId } from '../domain/ids.ts'
import { forCheckout } from '../queries/for-checkout.ts'
import { getCart } from '../queries/get-cart.ts'
import { answered, by, cartWith, newGoods, openShop } from '../testing/goods.ts'
import { addItem } from './add-item.ts'
import { close } from './close.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const usd = (amount: number) => ({ amount, currency: 'USD' })

async function one(onHand = 50): Promise<VariantId> {
  const [variantId] = await newGoods(shop, 1, onHand)
  return VariantId.parse(variantId)
}

describe('the first item', () => {
  test('makes a cart, hands out its token and shows what it costs', async () => {
    const variantId = await one()
    const issued = new Map()

    const cart = answered(await shop.call(addItem, { variantId, quantity: 2 }, { issued }))

    expect(cart).toMatchObject({
      version: 1,
      market: 'us',
      currency: 'USD',
      lines: [{ variantId, name: 'Lamp', quantity: 2, unitPrice: usd(1_000), subtotal: usd(2_000) }],
      problems: [],
      totals: { subtotal: usd(2_000), discount: usd(0), shipping: null, tax: null, total: usd(2_000) },
      total: usd(2_000),
      count: 2,
    })
    expect(cart).not.toHaveProperty('token')
    const token = issued.get('cart')
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(await shop.call(getCart, {}, by(token))).toEqual(cart)
  })

  test('shows the token to a caller who sent `Merx-Cart: new`, and to nobody afterwards', async () => {
    const variantId = await one()
    const cart = answered(await shop.call(addItem, { variantId, quantity: 1 }, by('new')))
    expect(cart.token).toHaveLength(43)

    const next = answered(await shop.call(addItem, { variantId, quantity: 1 }, by(cart.token ?? '')))

    expect(next).toMatchObject({ id: cart.id, version: 2, count: 2 })
    expect(next).not.toHaveProperty('token')
  })

  test('the token is nowhere in the database', async () => {
    const token = await cartWith(shop, [await one()])
    const rows = await shop.runtime.databaseOf('cart').consumers<
      { text: string }[]
    >`select cart::text as text from cart.cart`
    const bytes = Buffer.from(token).toString('hex')
    expect(rows.filter(({ text }) => text.includes(token) || text.includes(bytes))).toEqual([])
  })

  test.each(['unknown', 'expired', 'ordered'])('with a token that is %s makes a new cart', async (kind) => {
    const variantId = await one()
    const token = kind === 'unknown' ? 'A'.repeat(43) : await cartWith(shop, [variantId])
    const before = shop.clock.now
    if (kind === 'expired') shop.clock.now = new Date('2026-04-02T00:00:00Z')
    if (kind === 'ordered') await order(token)
    const issued = new Map()

    const cart = answered(await shop.call(addItem, { variantId, quantity: 3 }, { ...by(token), issued }))

    expect(cart).toMatchObject({ version: 1, count: 3 })
    expect(issued.get('cart')).not.toBe(token)
    shop.clock.now = before
  })
})

describe('what may not be sold', () => {
  test('more than is left is refused, what is in the cart counted in, and nothing has changed', async () => {
    const variantId = await one(3)
    const token = await cartWith(shop, [variantId])
    const before = await shop.call(getCart, {}, by(token))

    const answer = await shop.call(addItem, { variantId, quantity: 3 }, by(token))

    expect(answer).toMatchObject({ code: 'out_of_stock', data: { available: 3, inCart: 1 } })
    expect(await shop.call(getCart, {}, by(token))).toEqual(before)
    expect(answered(await shop.call(addItem, { variantId, quantity: 2 }, by(token))).count).toBe(3)
  })

  test('the first item is refused as well, and no cart is made', async () => {
    const variantId = await one(3)
    const issued = new Map()
    const carts = () => shop.runtime.databaseOf('cart').consumers`select from cart.cart`
    const before = (await carts()).length

    const answer = await shop.call(addItem, { variantId, quantity: 4 }, { issued })

    expect(answer).toMatchObject({ code: 'out_of_stock', data: { available: 3 } })
    expect(issued.size).toBe(0)
    expect(await carts()).toHaveLength(before)
  })

  test('a variant that nobody sells is refused', async () => {
    const answer = await shop.call(addItem, { variantId: VariantId.parse(newId()), quantity: 1 })
    expect(answer).toMatchObject({ code: 'unknown_variant' })
  })

  test('a line takes 999 at most', async () => {
    const variantId = await one(5_000)
    const token = await cartWith(shop, [variantId])
    expect(await shop.call(addItem, { variantId, quantity: 999 }, by(token))).toMatchObject({ code: 'cart_full' })
  })

  test('a cart takes 100 lines at most', async () => {
    const goods = await newGoods(shop, 101)
    const token = await cartWith(shop, goods.slice(0, 100))

    const [last] = goods.slice(-1)
    expect(await shop.call(addItem, { variantId: VariantId.parse(last), quantity: 1 }, by(token))).toMatchObject({
      code: 'cart_full',
    })
    expect(answered(await shop.call(getCart, {}, by(token))).lines).toHaveLength(100)
  })
})

test('the market goes over to the cart when the buyer names one', async () => {
  const variantId = await one()
  const token = await cartWith(shop, [variantId])

  const cart = answered(await shop.call(addItem, { variantId, quantity: 1, market: 'eu' }, by(token)))

  expect(cart).toMatchObject({ market: 'eu', currency: 'EUR', total: { amount: 2_000, currency: 'EUR' }, problems: [] })
  expect(answered(await shop.call(getCart, {}, by(token))).market).toBe('eu')
})

test('a key used twice adds once and gives the same answer', async () => {
  const variantId = await one()
  const token = await cartWith(shop, [await one()])
  const twice = { ...by(token), idempotencyKey: newId() }

  const first = await shop.call(addItem, { variantId, quantity: 1 }, twice)

  expect(await shop.call(addItem, { variantId, quantity: 1 }, twice)).toEqual(first)
  expect(answered(await shop.call(getCart, {}, by(token))).count).toBe(2)
})

describe('the price of adding', () => {
  test('a new cart: three statements from warm memory, five from cold', async () => {
    const [, variantId] = await newGoods(shop, 2)
    const add = () => shop.call(addItem, { variantId: VariantId.parse(variantId), quantity: 1 })
    await shop.call(getCart, {})

    expect(await shop.statements(add), 'cold').toHaveLength(5)
    expect(await shop.statements(add), 'warm').toHaveLength(3)
  })

  test.each([1, 10])('a cart of %i lines: four statements', async (lines) => {
    const goods = await newGoods(shop, lines)
    const token = await cartWith(shop, goods)
    const [variantId] = goods

    const sent = await shop.statements(() =>
      shop.call(addItem, { variantId: VariantId.parse(variantId), quantity: 1 }, by(token)),
    )

    expect(sent).toHaveLength(4)
  })
})

test('stock that was sold elsewhere lowers what the cart shows, and the buyer is told', async () => {
  const [lamp, vase] = [await one(5), await one(5)]
  const token = await cartWith(shop, [lamp, vase])
  await shop.call(addItem, { variantId: lamp, quantity: 3 }, by(token))
  const counts = [
    { variantId: lamp, location: 'main', onHand: 2, reason: 'broken' },
    { variantId: vase, location: 'main', onHand: 0, reason: 'broken' },
  ]
  await shop.call(setStock, { counts })

  const cart = answered(await shop.call(getCart, {}, by(token)))

  expect(cart.lines.map(({ quantity, subtotal }) => ({ quantity, subtotal }))).toEqual([
    { quantity: 2, subtotal: usd(2_000) },
    { quantity: 1, subtotal: usd(0) },
  ])
  expect(cart.problems).toEqual([
    { code: 'quantity_reduced', lineId: cart.lines[0]?.id, detail: 'Only 2 of 4 are left.', available: 2 },
    { code: 'out_of_stock', lineId: cart.lines[1]?.id, detail: expect.any(String), available: 0 },
  ])
  expect(cart).toMatchObject({ total: usd(2_000), count: 2 })
})

async function order(token: string): Promise<void> {
  const { id, version } = answered(await shop.call(forCheckout, {}, by(token)))
  await shop.call(close, { cartId: id, version, orderId: OrderId.parse(newId()) })
}
