import { addItem, getCart } from '@merx/cart'
import { setStock } from '@merx/inventory'
import { newId } from '@merx/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answered,
  codeOf,
  openWholeShop,
  purchase,
  type SignedIn,
  type WholeShop,
} from '../../../tests/setup/whole-shop.ts'
import { checkout } from './checkout.ts'
import { reorder } from './reorder.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop({ clock: false })
})
afterAll(() => shop.close())

type Goods = Awaited<ReturnType<WholeShop['newGoods']>>

async function ordered(user: SignedIn, goods: Goods, quantity = 1): Promise<string> {
  for (const variantId of goods) answered(await shop.call(addItem, { variantId, quantity }, user))
  const total = (goods.length * quantity * 1_000 + 500) * 1.2
  return answered(await shop.call(checkout, purchase(total), user)).order.number
}

const again = (number: string, who: object) => shop.call(reorder, reorder.input.parse({ number }), who)

const quantities = async (who: object) =>
  answered(await shop.call(getCart, {}, who)).lines.map(({ variantId, quantity }) => [variantId, quantity])

const leave = (variantId: Goods[number] | undefined, onHand: number) =>
  variantId && shop.call(setStock, { counts: [{ variantId, location: 'main', onHand, reason: 'broken' }] })

test('puts what was ordered into the cart, beside what is there', async () => {
  const [user, goods] = [await shop.newUser(), await shop.newGoods(2, 50)]
  const [lamp, vase] = goods
  if (!lamp || !vase) throw new Error('no goods')
  const number = await ordered(user, goods, 2)
  answered(await shop.call(addItem, { variantId: vase, quantity: 1 }, user))

  expect(await again(number, user)).toEqual({ added: 4, problems: [] })

  expect(await quantities(user)).toEqual([
    [vase, 3],
    [lamp, 2],
  ])
})

test('takes what is left, and says what is not', async () => {
  const [user, goods] = [await shop.newUser(), await shop.newGoods(3, 10)]
  const [lamp, vase, rug] = goods
  const number = await ordered(user, goods, 4)
  await leave(lamp, 4)
  await leave(vase, 6)

  const answer = answered(await again(number, user))

  expect(answer.added).toBe(6)
  expect(answer.problems.map(({ code, detail }) => [code, detail])).toEqual([
    ['left_out', 'None of Lamp 1 is left at the moment.'],
    ['added_in_part', '2 of 4 of Lamp 2 are in the cart: more are not left.'],
  ])
  expect(await quantities(user)).toEqual([
    [vase, 2],
    [rug, 4],
  ])
})

test('makes a cart for a guest who shows the token of the order, and hands out its token', async () => {
  const goods = await shop.newGoods(1, 10)
  const cart = await shop.cartWith(goods)
  const { number, token = '' } = answered(await shop.buy(cart, 1_800)).order
  const issued = new Map<'cart' | 'order', string>()

  const answer = await shop.call(reorder, { number, token }, { credentials: { cart }, issued })

  expect(answer).toEqual({ added: 1, problems: [] })
  expect(await quantities({ credentials: { cart: issued.get('cart') ?? '' } })).toEqual([[goods[0], 1]])
  expect(codeOf(await again(number, await shop.newUser()))).toBe('unknown_order')
})

test('brings in what was put together before log-in', async () => {
  const [user, goods] = [await shop.newUser(), await shop.newGoods(2, 10)]
  const number = await ordered(user, goods.slice(0, 1))
  const cart = await shop.cartWith(goods.slice(1))

  answered(await again(number, { ...user, credentials: { cart } }))

  expect((await quantities(user)).toSorted()).toEqual(goods.map((variantId) => [variantId, 1]).toSorted())
})

test('with a key, sent twice it adds once', async () => {
  const [user, goods] = [await shop.newUser(), await shop.newGoods(1, 10)]
  const number = await ordered(user, goods)
  const keyed = { ...user, idempotencyKey: newId() }

  const first = await again(number, keyed)

  expect(await again(number, keyed)).toEqual(first)
  expect(await quantities(user)).toEqual([[goods[0], 1]])
})
