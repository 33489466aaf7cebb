import { addItem, cartModule, close, forCheckout, getCart, removeItem } from '@merx/cart'
import { catalogModule, saveProducts, type VariantId } from '@merx/catalog'
import { createLocation, inventoryModule, ReservationId, reserve, setStock } from '@merx/inventory'
import { isRefused, newId, type Refusal } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { createMarket, pricingModule, setPrices } from '@merx/pricing'
import { shippingModule } from '@merx/shipping'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let shop: TestShop
beforeAll(async () => {
  const modules = [catalogModule, pricingModule, inventoryModule, shippingModule, cartModule]
  shop = await createTestShop({ modules, clock: false, webConnections: 8 })
  answered(
    await shop.call(createMarket, {
      code: 'us',
      name: 'US',
      currency: 'USD',
      taxMode: 'exclusive',
      isDefault: true,
      languages: ['en'],
      countries: ['US'],
    }),
  )
  answered(await shop.call(createLocation, { code: 'main', name: 'Main', priority: 0 }))
})
afterAll(() => shop.close())

describe('two tabs at once', () => {
  test('adding different things: nothing is lost, and the last answer shows all of it', async () => {
    const [first, others] = [await newLamp(), await newGoods(10)]
    const token = await newCart(first)

    const answers = await Promise.all(others.map((variantId) => add(token, variantId)))

    const cart = await cartOf(token)
    expect(cart).toMatchObject({ version: 11, count: 11 })
    expect(cart.lines.map(({ variantId }) => variantId).sort()).toEqual([first, ...others].sort())
    const versions = answers.map((answer) => answered(answer).version)
    expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    // an answer never shows less than its version has: a tab that waited has read what the others put in
    for (const answer of answers) expect(answered(answer).lines).toHaveLength(answered(answer).version)
  })

  test('adding the same thing: it is added up', async () => {
    const lamp = await newLamp()
    const token = await newCart(lamp)

    await Promise.all(Array.from({ length: 10 }, () => add(token, lamp)))

    expect(await cartOf(token)).toMatchObject({ version: 11, lines: [{ quantity: 11 }] })
  })

  test('adding the same thing: never above what is left', async () => {
    const lamp = await newLamp(5)
    const token = await newCart(lamp)

    const answers = await Promise.all(Array.from({ length: 20 }, () => add(token, lamp)))

    expect(refusals(answers)).toEqual(Array.from({ length: 16 }, () => 'out_of_stock'))
    expect(await cartOf(token)).toMatchObject({ version: 5, count: 5 })
  })

  test.each(['add first', 'remove first'])(
    'adding and removing the same thing, %s: one of both comes last',
    async (order) => {
      const [lamp, vase] = [await newLamp(), await newLamp()]
      const token = await newCart(lamp)
      await add(token, vase)
      const lineId = (await cartOf(token)).lines[0]?.id
      if (!lineId) throw new Error('the lamp is not in the cart')
      const both = [() => add(token, lamp), () => shop.call(removeItem, { lineId }, by(token))]

      await Promise.all((order === 'add first' ? both : both.toReversed()).map((call) => call()))

      const cart = await cartOf(token)
      // added, then removed with all there was; or removed, then added anew
      expect(cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity }))).toEqual(
        cart.count === 1
          ? [{ variantId: vase, quantity: 1 }]
          : [
              { variantId: vase, quantity: 1 },
              { variantId: lamp, quantity: 1 },
            ],
      )
    },
  )
})

test.each(['add first', 'close first'])(
  'adding while the order is made, %s: the order has what was quoted',
  async (order) => {
    const lamp = await newLamp()
    const token = await newCart(lamp)
    const { id, version } = answered(await shop.call(forCheckout, {}, by(token)))
    const closing = { cartId: id, version, orderId: newOrderId() }
    const both = [() => add(token, lamp), () => shop.call(close, closing)]

    const answers = await Promise.all((order === 'add first' ? both : both.toReversed()).map((call) => call()))

    const after = answered(await shop.call(forCheckout, {}, by(token)))
    const codes = refusals(answers)
    if (after.status === 'closed') {
      expect(codes).toEqual([])
      expect(after, 'what was added lies in a new cart').toMatchObject({
        lines: [{ quantity: 1 }],
        orderId: closing.orderId,
      })
    } else {
      expect(codes).toEqual(['cart_changed'])
      expect(after).toMatchObject({ lines: [{ quantity: 2 }] })
    }
  },
)

test('the last piece in two carts is sold once', async () => {
  const lamp = await newLamp(1)
  const tokens = await Promise.all([newCart(lamp), newCart(lamp)])
  const carts = await Promise.all(tokens.map(cartOf))
  expect(carts.map(({ count, problems }) => ({ count, problems }))).toEqual([
    { count: 1, problems: [] },
    { count: 1, problems: [] },
  ])

  const answers = await Promise.all(
    carts.map(({ lines }) =>
      shop.call(reserve, {
        reservationId: ReservationId.parse(newId()),
        lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
      }),
    ),
  )

  expect(refusals(answers)).toEqual(['out_of_stock'])
  for (const token of tokens) {
    expect(await cartOf(token)).toMatchObject({ count: 0, problems: [{ code: 'out_of_stock', available: 0 }] })
  }
})

function by(token: string) {
  return { credentials: { cart: token } }
}

function add(token: string, variantId: VariantId) {
  return shop.call(addItem, { variantId, quantity: 1 }, by(token))
}

async function newCart(variantId: VariantId): Promise<string> {
  const { token } = answered(await add('new', variantId))
  if (!token) throw new Error('no token was handed out')
  return token
}

async function cartOf(token: string) {
  return answered(await shop.call(getCart, {}, by(token)))
}

function refusals(answers: readonly unknown[]): readonly string[] {
  return answers.flatMap((answer) => (isRefused(answer) ? answer.code : []))
}

async function newLamp(onHand = 50): Promise<VariantId> {
  const [variantId] = await newGoods(1, onHand)
  if (!variantId) throw new Error('no goods were saved')
  return variantId
}

async function newGoods(count: number, onHand = 50): Promise<readonly VariantId[]> {
  const products = Array.from({ length: count }, () => {
    const externalKey = newId()
    return { externalKey, name: 'Lamp', variants: [{ sku: `SKU-${externalKey}` }] }
  })
  const { items } = answered(await shop.call(saveProducts, saveProducts.input.parse({ products })))
  const variantIds = items.flatMap(({ variants }) => variants.map(({ id }) => id))
  const prices = variantIds.map((variantId) => ({ market: 'us', variantId, amount: 1_000 }))
  answered(await shop.call(setPrices, { prices }))
  const counts = variantIds.map((variantId) => ({ variantId, location: 'main', onHand, reason: 'opening' }))
  answered(await shop.call(setStock, { counts }))
  return variantIds
}

function newOrderId() {
  return close.input.parse({ cartId: newId(), version: 1, orderId: newId() }).orderId
}

function answered<T>(answer: T): Exclude<T, Refusal> {
  if (isRefused(answer)) throw new Error(`refused: ${answer.code} ${JSON.stringify(answer.data)}`)
  return answer as Exclude<T, Refusal>
}
