import { setStock } from '@merx/inventory'
import { newId } from '@merx/kernel'
import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OrderId, VariantId } from '../domain/ids.ts'
import { forCheckout } from '../queries/for-checkout.ts'
import { getCart } from '../queries/get-cart.ts'
import { quote } from '../queries/quote.ts'
import { answered, as, by, cartWith, newGoods, openShop } from '../testing/goods.ts'
import { addItem } from './add-item.ts'
import { changeItem } from './change-item.ts'
import { close } from './close.ts'
import { merge } from './merge.ts'
import { removeItem } from './remove-item.ts'
import { reopen } from './reopen.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

async function goods(count: number, onHand = 50): Promise<readonly VariantId[]> {
  return (await newGoods(shop, count, onHand)).map((id) => VariantId.parse(id))
}

async function one(onHand = 50): Promise<VariantId> {
  return VariantId.parse((await goods(1, onHand))[0])
}

const add = (who: object, variantId: VariantId, quantity: number) =>
  shop.call(addItem, { variantId, quantity }, who).then(answered)

const cartOf = (who: object) => shop.call(getCart, {}, who).then(answered)

const quantities = ({ lines }: Awaited<ReturnType<typeof cartOf>>) =>
  lines.map(({ variantId, quantity }) => [variantId, quantity])

describe('the cart of a user', () => {
  test('is one on every device, and no token opens it', async () => {
    const [lamp, vase] = await goods(2)
    const user = newId()
    const issued = new Map()

    const first = await add({ ...as(user), issued }, VariantId.parse(lamp), 1)
    const second = await add({ ...as(user, 'new'), issued }, VariantId.parse(vase), 2)

    expect(second).toMatchObject({ id: first.id, version: 2, count: 3, unmerged: 0 })
    expect(second).not.toHaveProperty('token')
    expect(issued.size).toBe(0)
    expect(await cartOf(as(user))).toEqual(second)
    expect(await cartOf(as(newId())), 'of somebody else').toMatchObject({ id: null, count: 0 })
  })

  test('is changed line by line as any other', async () => {
    const [lamp, user] = [await one(), newId()]
    const lineId = (await add(as(user), lamp, 1)).lines[0]?.id
    if (!lineId) throw new Error('no line')

    expect(answered(await shop.call(changeItem, { lineId, quantity: 4 }, as(user))).count).toBe(4)
    expect(await shop.call(changeItem, { lineId, quantity: 9 }, as(newId()))).toMatchObject({ code: 'unknown_line' })
    expect(await shop.call(removeItem, { lineId }, as(newId()))).toMatchObject({ id: null })
    expect((await cartOf(as(user))).count).toBe(4)
    expect(answered(await shop.call(removeItem, { lineId }, as(user))).lines).toEqual([])
  })

  test('follows another one when it was ordered', async () => {
    const [lamp, user] = [await one(), newId()]
    const first = await add(as(user), lamp, 1)
    const orderId = await order(user)

    expect(await shop.call(forCheckout, {}, as(user))).toMatchObject({ status: 'closed', orderId })
    expect(await cartOf(as(user))).toMatchObject({ id: null })
    const next = await add(as(user), lamp, 2)
    expect(next).toMatchObject({ version: 1, count: 2 })
    expect(next.id).not.toBe(first.id)
  })

  test('is open until the job forgets it', async () => {
    const [lamp, user] = [await one(), newId()]
    const before = shop.clock.now
    await add(as(user), lamp, 1)
    shop.clock.now = new Date('2026-05-01T00:00:00Z')

    expect(await cartOf(as(user))).toMatchObject({ count: 1 })
    expect(await add(as(user), lamp, 1)).toMatchObject({ version: 2, count: 2 })
    shop.clock.now = before
  })

  test('of an order that is taken back goes into the one that was begun meanwhile', async () => {
    const [lamp, vase] = await goods(2)
    const user = newId()
    await add(as(user), VariantId.parse(lamp), 2)
    const { id: cartId, version } = answered(await shop.call(forCheckout, {}, as(user)))
    const closing = { cartId, version, orderId: OrderId.parse(newId()) }
    await shop.call(close, closing)
    const next = await add(as(user), VariantId.parse(vase), 1)

    await shop.call(reopen, closing)
    await shop.call(reopen, closing)

    const cart = await cartOf(as(user))
    expect(cart.id).toBe(next.id)
    expect(quantities(cart)).toEqual([
      [vase, 1],
      [lamp, 2],
    ])
  })

  test.each([1, 10])('costs no more statements than that of a guest, with %i lines', async (lines) => {
    const [user, variants] = [newId(), await goods(lines)]
    for (const variantId of variants) await add(as(user), variantId, 1)
    const variantId = VariantId.parse(variants[0])

    expect(await shop.statements(() => add(as(user), variantId, 1))).toHaveLength(4)
    expect(await shop.statements(() => cartOf(as(user)))).toHaveLength(2)
    expect(await shop.statements(() => cartOf(as(user, 'A'.repeat(43)))), 'with a token').toHaveLength(2)
    const address = { shippingAddress: { country: 'US' } }
    await shop.call(quote, address, as(user))
    expect(await shop.statements(() => shop.call(quote, address, as(user)))).toHaveLength(2)
  })
})

describe('merging', () => {
  test('a user without a cart gets the lines of the guest, and the token is that of no cart any more', async () => {
    const [lamp, vase] = await goods(2)
    const token = await cartWith(shop, [VariantId.parse(lamp), VariantId.parse(vase)])
    const guests = await cartOf(by(token))
    const user = newId()

    const merged = answered(await shop.call(merge, {}, as(user, token)))

    expect(merged).toMatchObject({ version: 1, count: 2, problems: [], unmerged: 0 })
    expect(merged.lines).toEqual(guests.lines)
    expect(await cartOf(as(user))).toEqual(merged)
    expect(await cartOf(by(token))).toMatchObject({ id: null, lines: [] })
  })

  test('adds quantities up, and keeps what only one of both has', async () => {
    const [lamp, vase, rug] = (await goods(3)).map((id) => VariantId.parse(id))
    if (!lamp || !vase || !rug) throw new Error('no goods')
    const [user, token] = [newId(), await cartWith(shop, [lamp, vase])]
    await add(as(user), lamp, 2)
    await add(as(user), rug, 1)

    const merged = answered(await shop.call(merge, {}, as(user, token)))

    expect(quantities(merged)).toEqual([
      [lamp, 3],
      [rug, 1],
      [vase, 1],
    ])
    expect(await cartOf(as(user))).toEqual(merged)
  })

  test('repeated it changes nothing', async () => {
    const [user, token] = [newId(), await cartWith(shop, await goods(2))]
    const first = answered(await shop.call(merge, {}, as(user, token)))

    expect(await shop.call(merge, {}, as(user, token))).toEqual(first)
    expect(await shop.call(merge, {}, as(newId(), token)), 'by somebody else').toMatchObject({ id: null, count: 0 })
  })

  test('an ordered cart is not merged', async () => {
    const token = await cartWith(shop, await goods(1))
    const { id: cartId, version } = answered(await shop.call(forCheckout, {}, by(token)))
    await shop.call(close, { cartId, version, orderId: OrderId.parse(newId()) })

    expect(await shop.call(merge, {}, as(newId(), token))).toMatchObject({ id: null, count: 0 })
    expect(await shop.call(forCheckout, {}, by(token))).toMatchObject({ status: 'closed', lines: [{ quantity: 1 }] })
  })

  test('stops at what is left, and says so', async () => {
    const [user, lamp] = [newId(), await one(5)]
    await add(as(user), lamp, 3)
    const token = answered(await shop.call(addItem, { variantId: lamp, quantity: 4 }, by('new'))).token ?? ''

    const merged = answered(await shop.call(merge, {}, as(user, token)))

    expect(merged).toMatchObject({ count: 5, problems: [{ code: 'added_in_part', lineId: merged.lines[0]?.id }] })
    expect(merged.problems[0]?.detail).toBe('5 of 7 of Lamp are in the cart: more are not left.')
    expect((await cartOf(as(user))).problems).toEqual([])
  })

  test('keeps the larger quantity where less than that is left', async () => {
    const [user, lamp] = [newId(), await one(5)]
    await add(as(user), lamp, 1)
    const token = answered(await shop.call(addItem, { variantId: lamp, quantity: 4 }, by('new'))).token ?? ''
    await shop.call(setStock, { counts: [{ variantId: lamp, location: 'main', onHand: 0, reason: 'broken' }] })

    const merged = answered(await shop.call(merge, {}, as(user, token)))

    expect(quantities(merged)).toEqual([[lamp, 4]])
    expect(merged.problems.map(({ code }) => code)).toEqual(['added_in_part', 'out_of_stock'])
  })

  test('goes no further than 999 of one thing and 100 different ones', async () => {
    const [user, variants] = [newId(), await goods(101, 5_000)]
    const [last, first] = [VariantId.parse(variants[100]), VariantId.parse(variants[0])]
    for (const variantId of variants.slice(0, 100)) await add(as(user), variantId, 600)
    const token = await cartWith(shop, [last])
    await add(by(token), first, 600)

    const merged = answered(await shop.call(merge, {}, as(user, token)))

    expect(merged.lines).toHaveLength(100)
    expect(merged.lines[0]).toMatchObject({ variantId: first, quantity: 999 })
    expect(merged.problems.map(({ code, detail }) => [code, detail])).toEqual([
      ['left_out', 'Lamp is not in the cart: it takes 100 different things at most.'],
      ['added_in_part', '999 of 1200 of Lamp are in the cart: it takes 999 of one thing at most.'],
    ])
  })

  test.each([1, 10])('costs eight statements with %i lines', async (lines) => {
    const [user, variants] = [newId(), await goods(lines)]
    await add(as(user), VariantId.parse(variants[0]), 1)
    const token = await cartWith(shop, variants)
    await cartOf(by(token))

    expect(await shop.statements(() => shop.call(merge, {}, as(user, token)))).toHaveLength(8)
  })

  test('is for who is signed in', () => {
    expect(merge.access).toEqual({ kind: 'signedIn' })
  })
})

describe('a client that shows the token after log-in and does not merge', () => {
  test('is shown the cart of the user and how much waits beside it', async () => {
    const [user, lamp] = [newId(), await one()]
    await add(as(user), lamp, 2)
    const token = await cartWith(shop, await goods(3))

    expect(await cartOf(as(user, token))).toMatchObject({ count: 2, unmerged: 3 })
  })

  test.each(['add', 'change', 'remove'])('has it merged by the next change: %s', async (change) => {
    const [lamp, vase] = (await goods(2)).map((id) => VariantId.parse(id))
    if (!lamp || !vase) throw new Error('no goods')
    const [user, token] = [newId(), await cartWith(shop, [lamp])]
    const lineId = (await cartOf(by(token))).lines[0]?.id
    if (!lineId) throw new Error('no line')
    const who = as(user, token)
    const changes = {
      add: () => shop.call(addItem, { variantId: vase, quantity: 1 }, who),
      change: () => shop.call(changeItem, { lineId, quantity: 5 }, who),
      remove: () => shop.call(removeItem, { lineId }, who),
    }
    const expected = {
      add: [
        [lamp, 1],
        [vase, 1],
      ],
      change: [[lamp, 5]],
      remove: [],
    }

    const cart = answered(await changes[change as keyof typeof changes]())

    expect(quantities(cart)).toEqual(expected[change as keyof typeof expected])
    expect(await cartOf(as(user))).toMatchObject({ id: cart.id, count: cart.count })
  })
})

async function order(user: string): Promise<OrderId> {
  const { id: cartId, version } = answered(await shop.call(forCheckout, {}, as(user)))
  const orderId = OrderId.parse(newId())
  await shop.call(close, { cartId, version, orderId })
  return orderId
}
