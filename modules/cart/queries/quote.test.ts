import { newId } from '@merx/kernel'
import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addItem } from '../commands/add-item.ts'
import { close } from '../commands/close.ts'
import { reopen } from '../commands/reopen.ts'
import { OrderId, VariantId } from '../domain/ids.ts'
import { answered, by, cartWith, newGoods, openShop, standardShipping } from '../testing/goods.ts'
import { forCheckout } from './for-checkout.ts'
import { getCart } from './get-cart.ts'
import { listShippingOptions } from './list-shipping-options.ts'
import { quote } from './quote.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const usd = (amount: number) => ({ amount, currency: 'USD' })
const at = (shippingOptionId: string = standardShipping) => ({
  shippingAddress: { country: 'US' },
  shippingOptionId,
})

describe('a quote', () => {
  test('adds tax and shipping where the market shows prices without tax', async () => {
    const token = await cartWith(shop, await newGoods(shop, 2))

    expect(await shop.call(quote, at(), by(token))).toMatchObject({
      version: 2,
      market: 'us',
      status: 'open',
      orderId: null,
      lines: [
        { quantity: 1, unitPrice: usd(1_000), subtotal: usd(1_000), tax: usd(200), total: usd(1_200) },
        { quantity: 1, unitPrice: usd(1_000), subtotal: usd(1_000), tax: usd(200), total: usd(1_200) },
      ],
      problems: [],
      shippingOption: { id: standardShipping, price: usd(500) },
      totals: { subtotal: usd(2_000), discount: usd(0), shipping: usd(500), tax: usd(500), total: usd(3_000) },
      weight: 400,
    })
  })

  test('contains the tax where the market shows prices with tax', async () => {
    const [variantId] = await newGoods(shop, 1)
    const added = await shop.call(
      addItem,
      { variantId: VariantId.parse(variantId), quantity: 1, market: 'eu' },
      by('new'),
    )
    const token = answered(added).token ?? ''

    expect(await shop.call(quote, { ...at(), shippingAddress: { country: 'DE' } }, by(token))).toMatchObject({
      totals: { tax: { amount: 250, currency: 'EUR' }, total: { amount: 1_500, currency: 'EUR' } },
    })
  })

  test('is what the list of shipping options promised', async () => {
    const token = await cartWith(shop, await newGoods(shop, 3))

    const { items } = answered(await shop.call(listShippingOptions, { country: 'US', region: 'NY' }, by(token)))

    expect(items).toEqual([
      {
        id: standardShipping,
        name: 'Standard',
        description: 'By post',
        price: usd(500),
        minDays: 2,
        maxDays: 4,
        total: answered(await shop.call(quote, at(), by(token))).totals.total,
      },
    ])
  })

  test('is estimated for a region by its code alone', () => {
    const faultsOf = (region?: string) =>
      listShippingOptions.input.safeParse({ country: 'US', region }).error?.issues.map(({ path }) => path.join('.'))
    expect(faultsOf()).toBeUndefined()
    expect(faultsOf('NY')).toBeUndefined()
    for (const region of ['ny', 'New York', 'N.Y.']) expect(faultsOf(region), region).toEqual(['region'])
  })

  test('refuses a cart and a way of shipping that are not there', async () => {
    const token = await cartWith(shop, await newGoods(shop, 1))
    expect(await shop.call(quote, at(), by('nobody'))).toMatchObject({ code: 'unknown_cart' })
    expect(await shop.call(quote, at(newId()), by(token))).toMatchObject({
      code: 'unknown_shipping_option',
    })
  })

  test.each([1, 10])('of %i lines takes two statements', async (lines) => {
    const token = await cartWith(shop, await newGoods(shop, lines))
    await shop.call(quote, at(), by(token))
    expect(await shop.statements(() => shop.call(quote, at(), by(token)))).toHaveLength(2)
    expect(await shop.statements(() => shop.call(listShippingOptions, { country: 'US' }, by(token)))).toHaveLength(2)
    expect(await shop.statements(() => shop.call(getCart, {}, by(token)))).toHaveLength(2)
  })
})

describe('closing', () => {
  test('keeps the cart for a repeated checkout and hides it from its buyer', async () => {
    const token = await cartWith(shop, await newGoods(shop, 1))
    const closing = await closingOf(token)

    expect(await shop.call(close, closing)).toEqual({})
    expect(await shop.call(close, closing), 'sent twice').toEqual({})

    expect(await shop.call(forCheckout, {}, by(token))).toMatchObject({ status: 'closed', orderId: closing.orderId })
    expect(await shop.call(getCart, {}, by(token))).toMatchObject({ id: null, lines: [], count: 0 })
  })

  test('is refused when the cart was changed, or ordered by somebody else', async () => {
    const goods = await newGoods(shop, 1)
    const token = await cartWith(shop, goods)
    const closing = await closingOf(token)
    await shop.call(addItem, { variantId: VariantId.parse(goods[0]), quantity: 1 }, by(token))

    expect(await shop.call(close, closing)).toMatchObject({ code: 'cart_changed' })
    expect(await shop.call(forCheckout, {}, by(token))).toMatchObject({ status: 'open', version: 2, orderId: null })

    await shop.call(close, { ...closing, version: 2 })
    const other = { ...closing, version: 3, orderId: OrderId.parse(newId()) }
    expect(await shop.call(close, other)).toMatchObject({ code: 'cart_changed' })
  })

  test('is undone by its order alone', async () => {
    const token = await cartWith(shop, await newGoods(shop, 1))
    const closing = await closingOf(token)
    await shop.call(close, closing)

    await shop.call(reopen, { ...closing, orderId: OrderId.parse(newId()) })
    expect(await shop.call(forCheckout, {}, by(token))).toMatchObject({ status: 'closed' })

    await shop.call(reopen, closing)
    expect(await shop.call(forCheckout, {}, by(token))).toMatchObject({ status: 'open', orderId: null, version: 3 })
  })

  test('that comes after its undo is refused', async () => {
    const token = await cartWith(shop, await newGoods(shop, 1))
    const closing = await closingOf(token)
    await shop.call(reopen, closing)

    expect(await shop.call(close, closing)).toMatchObject({ code: 'cart_changed' })
  })
})

async function closingOf(token: string) {
  const { id, version } = answered(await shop.call(forCheckout, {}, by(token)))
  return { cartId: id, version, orderId: OrderId.parse(newId()) }
}
