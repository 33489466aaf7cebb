import { saveProducts } from '@merx/catalog'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answered, openWholeShop, purchase, type WholeShop } from '../setup/whole-shop.ts'
import { type CountedShop, commitsOf, countOf, openCountedShop } from './counted-shop.ts'

let whole: WholeShop
let shop: CountedShop
beforeAll(async () => {
  whole = await openWholeShop({ clock: false })
})
afterAll(() => whole?.close())
beforeEach(async () => {
  shop = await openCountedShop(whole.runtime.database.url, whole.bank)
  return () => shop.close()
})

describe('putting into the cart', () => {
  /** Fills a cart up to `lines` lines, the last one twice; what these two calls cost. */
  const add = async (lines: number) => {
    const goods = await whole.newGoods(lines, 50)
    const cart = await whole.cartWith(goods.slice(0, -1))
    const asked = { method: 'POST', path: '/cart/items', body: { variantId: goods.at(-1), quantity: 1 } } as const
    const first = await shop.ask({ ...asked, cart: lines === 1 ? 'new' : cart })
    expect(first.body).toMatchObject({ count: lines })
    const again = await shop.ask({ ...asked, cart: first.cart })
    expect(again.body).toMatchObject({ count: lines + 1, lines: Array.from({ length: lines }, () => ({})) })
    return { cold: countOf(first.statements), warm: countOf(again.statements) }
  }

  test.each([1, 10])('costs at most five statements, with %i lines in it', async (lines) => {
    const { warm } = await add(lines)
    expect(warm).toBeLessThanOrEqual(5)
  })

  test('costs at most five statements on a new cart where nothing is known yet', async () => {
    expect((await add(1)).cold).toBeLessThanOrEqual(5)
  })

  test('costs two more on a cart with nine lines where nothing is known yet: variants, and prices with their markets', async () => {
    const { cold, warm } = await add(10)
    expect(cold).toBe(warm + 2)
  })

  test('costs no more with ten lines than with two', async () => {
    const [two, ten] = [await add(2), await add(10)]
    expect(ten.warm).toBe(two.warm)
  })
})

describe('placing an order', () => {
  const place = async (lines: number, provider: string) => {
    const cart = await whole.cartWith(await whole.newGoods(lines, 50))
    const body = { ...purchase((lines * 1_000 + 500) * 1.2), payment: { provider } }
    const placed = await shop.ask({ method: 'POST', path: '/checkout', cart, body })
    expect(placed.body).toMatchObject({ order: { number: expect.stringMatching(/^M-\d+$/) } })
    return placed.statements
  }

  const everyPart = ['ordering.order', 'payments.payment', 'cart.cart', 'inventory.reservation', 'kernel.event']

  test.each([
    { lines: 1, provider: 'bank' },
    { lines: 10, provider: 'bank' },
    { lines: 1, provider: 'cash-on-delivery' },
    { lines: 10, provider: 'cash-on-delivery' },
  ])('of $lines lines by $provider costs at most twenty statements and one commit', async ({ lines, provider }) => {
    const [prepare = [], ...later] = commitsOf(await place(lines, provider))

    expect(countOf(prepare)).toBeLessThanOrEqual(20)
    const written = (statements: readonly string[]) =>
      everyPart.filter((table) =>
        statements.some((statement) => new RegExp(`(insert into|update) ${table}\\b`).test(statement)),
      )
    expect(written(prepare)).toEqual(everyPart)
    // what comes later opens the payment; it makes nothing new of an order
    for (const statement of later.flat())
      expect(statement).not.toMatch(/insert into (ordering\.order|payments\.payment|inventory\.reservation)\b/)
  })

  test.each([1, 10])(
    'of %i lines by card stays at fourteen with the opening of the payment and the answer',
    async (lines) => {
      expect(countOf(await place(lines, 'bank'))).toBeLessThanOrEqual(14)
    },
  )

  test.each([1, 10])('of %i lines at the door is confirmed by its one commit and stays at twelve', async (lines) => {
    const statements = await place(lines, 'cash-on-delivery')
    expect(countOf(statements)).toBeLessThanOrEqual(12)
    expect(commitsOf(statements)).toHaveLength(2)
    expect(commitsOf(statements).at(-1)).toEqual([])
  })

  test('costs no more with ten lines than with one', async () => {
    for (const provider of ['bank', 'cash-on-delivery']) {
      await place(1, provider)
      const [one, ten] = [await place(1, provider), await place(10, provider)]
      expect(countOf(ten)).toBe(countOf(one))
    }
  })
})

describe('a page that everybody sees alike costs at most two statements cold and none warm', () => {
  beforeAll(async () => {
    await whole.newGoods(12, 5)
    await whole.settled()
  })

  const costOf = async (path: string) => {
    const [cold, warm] = [await shop.ask({ method: 'GET', path }), await shop.ask({ method: 'GET', path })]
    expect(warm.body).toEqual(cold.body)
    expect(countOf(cold.statements)).toBeGreaterThan(0)
    expect(countOf(cold.statements)).toBeLessThanOrEqual(2)
    expect(countOf(warm.statements)).toBe(0)
    return cold.body
  }

  test.each([1, 10])('a list of %i products', async (limit) => {
    expect(await costOf(`/products?limit=${limit}`)).toMatchObject({
      items: Array.from({ length: limit }, () => ({ price: { amount: 1_000 } })),
    })
  })

  test('a product', async () => {
    const slug = 'lamp-of-the-page'
    const externalKey = slug
    const product = { externalKey, slug, name: 'Lamp', variants: [{ sku: slug, weight: 200 }] }
    answered(await whole.call(saveProducts, saveProducts.input.parse({ products: [product] })))
    expect(await costOf(`/products/${slug}`)).toMatchObject({ slug })
  })
})
