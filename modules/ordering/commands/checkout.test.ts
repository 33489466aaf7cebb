import { addItem } from '@merx/cart'
import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  answered,
  codeOf,
  isApart,
  openWholeShop,
  purchase,
  type SignedIn,
  type WholeShop,
} from '../../../tests/setup/whole-shop.ts'
import { checkout, getOrder } from '../index.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop({ clock: false, now: new Date('2026-03-01T10:00:00Z') })
})
afterAll(() => shop.close())

/** Whatever a checkout writes, in whichever module, it announces or keeps with the order. */
const written = async () => {
  const [counts] = await shop.runtime.databaseOf('ordering').web`
    select (select count(*) from ordering.order) as orders, (select count(*) from ordering.order_payment) as payments,
      (select count(*) from kernel.event) as events`
  return counts
}

describe('ordering.checkout', () => {
  test('makes the cart an order with its prices, holds its stock and opens its payment', async () => {
    const [lamp] = await shop.newGoods(1, 10)
    if (!lamp) throw new Error('no goods')
    // (10.00 + 5.00) and 20 %
    const { order, payment } = answered(await shop.buy(await shop.cartWith([lamp]), 1_800))

    expect(order).toMatchObject({
      number: expect.stringMatching(/^M-1\d{5}$/),
      status: 'pending',
      orderStatus: 'pending',
      paymentStatus: 'pending',
      fulfilmentStatus: 'unfulfilled',
      total: { amount: 1_800, currency: 'USD' },
      placedAt: '2026-03-01T10:00:00.000Z',
      expiresAt: '2026-03-01T10:15:00.000Z',
      payable: true,
      cancellable: true,
    })
    expect(order.token).toMatch(/^[\w-]{43}$/)
    expect(payment).toMatchObject({ provider: 'bank', status: 'pending', problem: null })
    expect(payment.next).toMatchObject({ kind: 'redirect' })
    expect(await shop.stockOf(lamp)).toEqual({ onHand: 10, reserved: 1 })

    const shown = answered(await shop.call(getOrder, { number: order.number, token: order.token }))
    expect(shown).toMatchObject({
      email: 'ada@example.com',
      shippingOption: { name: 'Standard' },
      lines: [
        { name: 'Lamp 1', quantity: 1, unitPrice: { amount: 1_000 }, tax: { amount: 200 }, total: { amount: 1_200 } },
      ],
      totals: { subtotal: { amount: 1_000 }, discount: { amount: 0 }, shipping: { amount: 500 }, tax: { amount: 300 } },
      taxIncluded: false,
      taxLines: [{ name: 'Sales tax', rate: 200_000, amount: { amount: 300 } }],
      payments: [{ provider: 'bank', status: 'open' }],
      timeline: [{ axis: 'order', status: 'pending', at: '2026-03-01T10:00:00.000Z' }],
    })
    expect(shown.billingAddress).toEqual(shown.shippingAddress)
  })

  test('sent again it answers with the same order, whatever has become of prices and stock', async () => {
    const goods = await shop.newGoods(1, 1)
    const cart = await shop.cartWith(goods)
    const first = answered(await shop.buy(cart, 1_800))
    await shop.setPrice(goods, 9_999)
    const opened = shop.bank.opened
    expect(await shop.buy(cart, 1_800)).toEqual(first)
    expect(await shop.buy(cart, 5)).toEqual(first)
    expect(shop.bank.opened).toBe(opened)
  })

  test.skipIf(isApart())('is at most 20 statements with one commit to prepare, at one line and at ten', async () => {
    for (const lines of [1, 10]) {
      const goods = await shop.newGoods(lines, 10)
      const cart = await shop.cartWith(goods)
      const total = (lines * 1_000 + 500) * 1.2
      const statements = await shop.statements(async () => answered(await shop.buy(cart, total)))
      const own = statements.filter((statement) => !statement.includes('pg_catalog'))
      // two to read, four steps and the events; the opening of the payment and the answer come after the commit
      expect([beforeCommit(own).length, own.length]).toEqual([7, 10])
    }
  })

  test.skipIf(isApart())('at the door is eight statements and one commit in all, at one line and at ten', async () => {
    for (const lines of [1, 10]) {
      const cart = await shop.cartWith(await shop.newGoods(lines, 10))
      const door = { payment: { provider: 'cash-on-delivery' } }
      const total = (lines * 1_000 + 500) * 1.2
      const statements = await shop.statements(async () => answered(await shop.buy(cart, total, door)))
      const own = statements.filter((statement) => !statement.includes('pg_catalog'))
      // two to read, five steps and the events
      expect([beforeCommit(own).length, own.length]).toEqual([8, 8])
    }
  })

  test('cash on delivery is confirmed at once, its stock committed', async () => {
    const [lamp] = await shop.newGoods(1, 10)
    if (!lamp) throw new Error('no goods')
    const { order, payment } = answered(
      await shop.buy(await shop.cartWith([lamp]), 1_800, { payment: { provider: 'cash-on-delivery' } }),
    )
    expect(order).toMatchObject({
      status: 'pending',
      orderStatus: 'confirmed',
      paymentStatus: 'authorized',
      payable: false,
    })
    expect(payment).toMatchObject({ status: 'authorized', next: { kind: 'none' } })
    expect(await shop.stockOf(lamp)).toEqual({ onHand: 9, reserved: 0 })

    const shown = answered(await shop.call(getOrder, { number: order.number, token: order.token }))
    expect(shown).toMatchObject({
      payments: [{ provider: 'cash-on-delivery', status: 'authorized' }],
      timeline: [
        { axis: 'order', status: 'pending' },
        { axis: 'order', status: 'confirmed' },
        { axis: 'payment', status: 'authorized' },
      ],
    })
    const { token: _, ...answeredOrder } = order
    expect(shown, 'the answer that nobody read is what stands there').toMatchObject(answeredOrder)
  })

  test('cash on delivery sent again is answered with the same order', async () => {
    const cart = await shop.cartWith(await shop.newGoods(1, 1))
    const door = { payment: { provider: 'cash-on-delivery' } }
    const first = answered(await shop.buy(cart, 1_800, door))
    const before = await written()
    expect(await shop.buy(cart, 1_800, door)).toEqual(first)
    expect(await written()).toEqual(before)
  })

  test('a bank that does not answer leaves the order standing, and the same checkout goes on with it', async () => {
    const cart = await shop.cartWith(await shop.newGoods(1, 10))
    shop.bank.down = true
    const { order, payment } = answered(await shop.buy(cart, 1_800))
    expect(payment).toMatchObject({
      status: 'unavailable',
      next: { kind: 'none' },
      problem: { code: 'payment_unavailable' },
    })
    shop.bank.down = false
    const again = answered(await shop.buy(cart, 1_800))
    expect(again.order).toEqual(order)
    expect(again.payment).toMatchObject({ status: 'pending', next: { kind: 'redirect' }, problem: null })
  })

  test('hands the token of the order to whoever keeps it for the buyer', async () => {
    const cart = await shop.cartWith(await shop.newGoods(1, 10))
    const issued = new Map<'cart' | 'order', string>()
    const { order } = answered(await shop.call(checkout, purchase(1_800), { credentials: { cart }, issued }))
    expect(issued.get('order')).toBe(order.token)
    const shown = await shop.call(getOrder, { number: order.number }, { credentials: { order: order.token ?? '' } })
    expect(answered(shown).number).toBe(order.number)
  })
})

describe('ordering.checkout by a user', () => {
  const fill = async (user: SignedIn) => {
    for (const variantId of await shop.newGoods(1, 10))
      answered(await shop.call(addItem, { variantId, quantity: 1 }, user))
  }

  test('is of the user, and its mails go to the address of the account where none is given', async () => {
    const user = await shop.newUser({ email: 'Grace@example.com' })
    await fill(user)
    const { email: _, ...wish } = purchase(1_800)

    const { order } = answered(await shop.call(checkout, wish, user))

    expect(order).not.toHaveProperty('token')
    expect(answered(await shop.call(getOrder, { number: order.number }, user)).email).toBe('Grace@example.com')
  })

  test('goes to the address that is given', async () => {
    const user = await shop.newUser()
    await fill(user)
    const { order } = answered(await shop.call(checkout, purchase(1_800), user))
    expect(answered(await shop.call(getOrder, { number: order.number }, user)).email).toBe('ada@example.com')
  })

  test('sent again it answers with the same order', async () => {
    const user = await shop.newUser()
    await fill(user)
    const first = answered(await shop.call(checkout, purchase(1_800), user))
    expect(await shop.call(checkout, purchase(1_800), user)).toEqual(first)
  })

  test('is refused before the address of the account is confirmed, and nothing is written', async () => {
    const user = await shop.newUser({ isVerified: false })
    await fill(user)
    const before = await written()
    expect(codeOf(await shop.call(checkout, purchase(1_800), user))).toBe('email_unverified')
    expect(await written()).toEqual(before)
  })

  test('brings in what was put together before log-in, and asks the buyer to agree to the total', async () => {
    const user = await shop.newUser()
    await fill(user)
    const cart = await shop.cartWith(await shop.newGoods(1, 10))
    const both = { ...user, credentials: { cart } }

    expect(codeOf(await shop.call(checkout, purchase(1_800), both))).toBe('total_changed')

    const { order } = answered(await shop.call(checkout, purchase(3_000), both))
    expect(answered(await shop.call(getOrder, { number: order.number }, user)).lines).toHaveLength(2)
  })

  test('orders what was put together before log-in where there is nothing else', async () => {
    const user = await shop.newUser()
    const cart = await shop.cartWith(await shop.newGoods(1, 10))
    const { order } = answered(await shop.call(checkout, purchase(1_800), { ...user, credentials: { cart } }))
    expect(order.total.amount).toBe(1_800)
  })

  test.skipIf(isApart())(
    'costs one statement more than that of a guest: the address is asked of the account',
    async () => {
      const user = await shop.newUser()
      await fill(user)
      const statements = await shop.statements(() => shop.call(checkout, purchase(1_800), user))
      expect(statements.filter((statement) => !statement.includes('pg_catalog'))).toHaveLength(11)
    },
  )
})

function beforeCommit(statements: readonly string[]): readonly string[] {
  return statements.slice(0, statements.findIndex((statement) => statement.includes('kernel.event')) + 1)
}

describe('ordering.checkout refuses and changes nothing', () => {
  const refused = async (cart: string, total: number, change?: object) => {
    const before = await written()
    const answer = await shop.buy(cart, total, change)
    expect(await written()).toEqual(before)
    return answer
  }

  test('a guest who gives no address', async () => {
    const { email: _, ...wish } = purchase(1_800)
    const credentials = { cart: await shop.cartWith(await shop.newGoods(1, 10)) }
    const before = await written()
    const answer = await shop.call(checkout, wish, { credentials })
    expect(isRefused(answer) && answer).toMatchObject({
      code: 'email_required',
      data: { errors: [{ field: 'email' }] },
    })
    expect(await written()).toEqual(before)
  })

  test('an empty cart, and none at all', async () => {
    expect(codeOf(await refused('new', 1_800))).toBe('empty_cart')
    expect(codeOf(await refused('nobody-knows-this-token', 1_800))).toBe('empty_cart')
  })

  test('a total that is not the one the buyer was shown, with both', async () => {
    const goods = await shop.newGoods(1, 10)
    const cart = await shop.cartWith(goods)
    await shop.setPrice(goods, 1_100)
    const answer = await refused(cart, 1_800)
    expect(isRefused(answer) && answer).toMatchObject({
      code: 'total_changed',
      data: { expected: { amount: 1_800, currency: 'USD' }, actual: { amount: 1_920, currency: 'USD' } },
    })
    expect(answered(await shop.buy(cart, 1_920)).order.total.amount).toBe(1_920)
  })

  test('more than there is', async () => {
    const goods = await shop.newGoods(1, 1)
    const [cart, faster] = [await shop.cartWith(goods), await shop.cartWith(goods)]
    answered(await shop.buy(faster, 1_800))
    const answer = await refused(cart, 1_800)
    expect(isRefused(answer) && answer).toMatchObject({ code: 'out_of_stock', data: { problems: [{ available: 0 }] } })
  })

  test('a way of shipping or paying that there is not', async () => {
    const cart = await shop.cartWith(await shop.newGoods(1, 10))
    expect(codeOf(await refused(cart, 1_800, { shippingOptionId: 'pigeon' }))).toBe('unknown_shipping_option')
    expect(codeOf(await refused(cart, 1_800, { payment: { provider: 'shells' } }))).toBe('unknown_provider')
  })

  test('a postal code that the country does not have, by field', () => {
    const parsed = checkout.input.safeParse({
      email: 'ada',
      shippingAddress: { name: 'Ada', line1: '1', city: 'Berlin', postalCode: '1234', country: 'DE' },
      shippingOptionId: 'x',
      payment: { provider: 'bank' },
      expectedTotal: { amount: 1, currency: 'EUR' },
    })
    const issues = parsed.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    expect(issues).toEqual([
      'email is no e-mail address',
      'shippingAddress.postalCode is no postal code of DE: expected one like 10115',
    ])
  })
})
