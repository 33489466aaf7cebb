import { addItem, forCheckout, getCart, merge } from '@merx/cart'
import { isRefused, newId } from '@merx/kernel'
import { checkout } from '@merx/ordering'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, purchase, type WholeShop } from '../setup/whole-shop.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop({ clock: false, webConnections: 8 })
})
afterAll(() => shop.close())

const as = (id: string, cart?: string) => ({
  caller: { kind: 'user', id } as const,
  credentials: cart === undefined ? {} : { cart },
  issued: new Map(),
})

const cartOf = async (user: string) => answered(await shop.call(getCart, {}, as(user)))

type Cart = Awaited<ReturnType<typeof cartOf>>

const pieces = ({ lines }: Cart) => new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]))

test('merging twenty times at once neither doubles nor drops a line', async () => {
  const goods = await shop.newGoods(3, 500)
  const [lamp] = goods
  if (!lamp) throw new Error('no goods')
  const [user, token] = [newId(), await shop.cartWith(goods)]
  answered(await shop.call(addItem, { variantId: lamp, quantity: 2 }, as(user)))

  const answers = await Promise.all(Array.from({ length: 20 }, () => shop.call(merge, {}, as(user, token))))

  for (const answer of answers) expect(answered(answer).count).toBe(5)
  expect([...pieces(await cartOf(user)).values()]).toEqual([3, 1, 1])
})

test('two log-ins at once, with a cart each, of a user who has none yet', async () => {
  const [first, second] = [await shop.newGoods(2, 50), await shop.newGoods(2, 50)]
  const user = newId()
  const tokens = [await shop.cartWith(first), await shop.cartWith(second)]

  const answers = await Promise.all([...tokens, ...tokens].map((token) => shop.call(merge, {}, as(user, token))))

  for (const answer of answers) answered(answer)
  expect([...pieces(await cartOf(user)).keys()].toSorted()).toEqual([...first, ...second].toSorted())
  const carts = await shop.runtime.databaseOf('cart').web`select status from cart.cart where user_id = ${user}`
  expect(carts).toHaveLength(1)
})

test.each(['merge first', 'add first'])(
  'merging while the same and another thing are added on another device, %s: all of it is there',
  async (turn) => {
    const goods = await shop.newGoods(2, 50)
    const [lamp, vase] = goods
    if (!lamp || !vase) throw new Error('no goods')
    const [user, token] = [newId(), await shop.cartWith([lamp])]
    const calls = [
      () => shop.call(merge, {}, as(user, token)),
      () => shop.call(addItem, { variantId: lamp, quantity: 1 }, as(user)),
      () => shop.call(addItem, { variantId: vase, quantity: 1 }, as(user, token)),
    ]

    const answers = await Promise.all((turn === 'merge first' ? calls : calls.toReversed()).map((call) => call()))

    for (const answer of answers) answered(answer)
    expect(pieces(await cartOf(user))).toEqual(
      new Map([
        [lamp, 2],
        [vase, 1],
      ]),
    )
  },
)

describe('merging against a checkout of the guest cart', () => {
  test.each(['merge first', 'checkout first', 'both at once'])(
    '%s: it is ordered or merged, never both',
    async (turn) => {
      const goods = await shop.newGoods(1, 50)
      const [lamp] = goods
      if (!lamp) throw new Error('no goods')
      const [user, token] = [newId(), await shop.cartWith(goods)]
      const mergeIt = () => shop.call(merge, {}, as(user, token))
      const orderIt = () => shop.buy(token, 1_800)

      if (turn === 'merge first') answered(await mergeIt())
      const early = turn === 'checkout first' ? await orderIt() : undefined
      const [merged, late] = await Promise.all([mergeIt(), early ?? orderIt()])

      const isOrdered = !isRefused(late)
      expect(answered(merged).count).toBe(isOrdered ? 0 : 1)
      expect((await cartOf(user)).count).toBe(isOrdered ? 0 : 1)
      expect(await shop.stockOf(lamp)).toEqual({ onHand: 50, reserved: isOrdered ? 1 : 0 })
      const { status } = answered(await shop.call(forCheckout, {}, { credentials: { cart: token } }))
      expect(status).toBe(isOrdered ? 'closed' : 'merged')
      if (!isOrdered) expect(['empty_cart', 'cart_changed']).toContain(codeOf(late))
    },
  )
})

test('the same checkout of a user 20 times at once is one order, and what is added meanwhile lies in the next cart', async () => {
  const goods = await shop.newGoods(1, 50)
  const [lamp] = goods
  if (!lamp) throw new Error('no goods')
  const user = (await shop.newUser()).caller.id
  answered(await shop.call(addItem, { variantId: lamp, quantity: 1 }, as(user)))

  const answers = await Promise.all(Array.from({ length: 20 }, () => shop.call(checkout, purchase(1_800), as(user))))

  expect(new Set(answers.map((answer) => answered(answer).order.number)).size).toBe(1)
  expect(await shop.stockOf(lamp)).toEqual({ onHand: 50, reserved: 1 })
  expect(answered(await shop.call(addItem, { variantId: lamp, quantity: 2 }, as(user)))).toMatchObject({
    version: 1,
    count: 2,
  })
})
