import { archiveProduct, variants } from '@merx/catalog'
import { setStock } from '@merx/inventory'
import { newId } from '@merx/kernel'
import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VariantId } from '../domain/ids.ts'
import { getCart } from '../queries/get-cart.ts'
import { getWishlist } from '../queries/get-wishlist.ts'
import { answered, as, newGoods, openShop } from '../testing/goods.ts'
import { addWish } from './add-wish.ts'
import { merge } from './merge.ts'
import { moveWish } from './move-wish.ts'
import { removeWish } from './remove-wish.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openShop({ clock: true })
})
afterAll(() => shop.close())

async function goods(count: number, onHand = 50): Promise<readonly VariantId[]> {
  const made = (await newGoods(shop, count, onHand)).map((id) => VariantId.parse(id))
  await shop.settled()
  return made
}

async function one(onHand?: number): Promise<VariantId> {
  return VariantId.parse((await goods(1, onHand))[0])
}

const by = (wishlist: string) => ({ credentials: { wishlist } })
const user = (id: string, wishlist?: string) => ({ ...as(id), credentials: wishlist === undefined ? {} : { wishlist } })

/** A guest with these wishes, the last one newest; returns the token of the list. */
async function guestWith(variantIds: readonly VariantId[]): Promise<string> {
  let token = 'new'
  for (const variantId of variantIds) {
    shop.clock.now = new Date(shop.clock.now.getTime() + 1_000)
    token = answered(await shop.call(addWish, { variantId }, by(token))).token ?? token
  }
  return token
}

const listOf = async (who: object) => answered(await shop.call(getWishlist, {}, who))

const idsOf = async (who: object) => (await listOf(who)).items.map(({ variantId }) => variantId)

describe('the wishlist of a guest', () => {
  test('is made by the first wish and shown with prices and availability, the newest first', async () => {
    const [lamp, gone] = [await one(), await one(0)]
    const token = await guestWith([lamp, gone])

    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await listOf(by(token))).toMatchObject({
      items: [
        { variantId: gone, name: 'Lamp', availability: 'out', inStock: false },
        { variantId: lamp, price: { amount: 1_000, currency: 'USD' }, availability: 'in_stock', inStock: true },
      ],
      withdrawn: [],
      unmerged: 0,
    })
    expect(await idsOf(by('A'.repeat(43)))).toEqual([])
    expect(await idsOf({})).toEqual([])
  })

  test('has its token issued, and shown in the answer only to who asked for it', async () => {
    const issued = new Map()
    const answer = await shop.call(addWish, { variantId: await one() }, { issued })
    expect(answer).toEqual({ count: 1 })
    expect(issued.get('wishlist')).toMatch(/^[\w-]{43}$/)
  })

  test('has each thing once', async () => {
    const lamp = await one()
    const token = await guestWith([lamp, lamp])
    expect(await idsOf(by(token))).toEqual([lamp])
  })

  test('loses what is taken off; a second click changes nothing', async () => {
    const [lamp, vase] = (await goods(2)).map((id) => VariantId.parse(id))
    if (!lamp || !vase) throw new Error('no goods')
    const token = await guestWith([lamp, vase])
    for (const _ of [1, 2]) expect(await shop.call(removeWish, { variantId: lamp }, by(token))).toEqual({})
    await shop.call(removeWish, { variantId: vase }, by('B'.repeat(43)))
    expect(await idsOf(by(token))).toEqual([vase])
  })

  test('is forgotten after a year without a change', async () => {
    const token = await guestWith([await one()])
    const before = shop.clock.now
    shop.clock.now = new Date(before.getTime() + 367 * 24 * 60 * 60 * 1_000)
    expect(await idsOf(by(token))).toEqual([])
    await shop.runtime.jobs.runJob('cart.forget-expired-wishlists')
    shop.clock.now = before
    expect(await idsOf(by(token))).toEqual([])
  })

  test('takes 200 things and no more, under concurrency too', async () => {
    const many = await goods(203)
    const token = await guestWith(many.slice(0, 198))
    const answers = await Promise.all(many.slice(198).map((variantId) => shop.call(addWish, { variantId }, by(token))))
    expect(answers.filter((answer) => 'code' in answer && answer.code === 'wishlist_full')).toHaveLength(3)
    expect(await idsOf(by(token))).toHaveLength(200)
  })
})

test('what nobody sells is refused; what is sold no more is listed apart', async () => {
  const lamp = await one()
  expect(await shop.call(addWish, { variantId: VariantId.parse(newId()) })).toMatchObject({ code: 'unknown_variant' })
  const token = await guestWith([lamp])
  const [{ productId = '' } = {}] = answered(await shop.call(variants, variants.input.parse({ ids: [lamp] }))).items
  answered(await shop.call(archiveProduct, archiveProduct.input.parse({ id: productId, version: 1 })))
  expect(await listOf(by(token))).toMatchObject({ items: [], withdrawn: [lamp] })
})

describe('the wishlist of a user', () => {
  test('is one on every device, and of nobody else', async () => {
    const [lamp, me] = [await one(), newId()]
    expect(await shop.call(addWish, { variantId: lamp }, user(me, 'new'))).toEqual({ count: 1 })
    expect(await idsOf(user(me))).toEqual([lamp])
    expect(await idsOf(user(newId()))).toEqual([])
  })

  test('gets what was wished for before log-in, once, when the carts are merged', async () => {
    const [lamp, vase, rug] = (await goods(3)).map((id) => VariantId.parse(id))
    if (!lamp || !vase || !rug) throw new Error('no goods')
    const me = newId()
    await shop.call(addWish, { variantId: lamp }, user(me))
    const token = await guestWith([lamp, vase])
    expect(await listOf(user(me, token))).toMatchObject({ items: [{ variantId: lamp }], unmerged: 2 })

    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.call(merge, {}, user(me, token))))

    for (const answer of answers) answered(answer)
    expect((await idsOf(user(me, token))).toSorted()).toEqual([lamp, vase].toSorted())
    expect(await idsOf(by(token))).toEqual([])
    await shop.call(addWish, { variantId: rug }, user(me, await guestWith([vase])))
    expect((await idsOf(user(me))).toSorted()).toEqual([lamp, vase, rug].toSorted())
  })
})

describe('moving to the cart', () => {
  test('puts one into the cart and takes it off the list', async () => {
    const [lamp, me] = [await one(), newId()]
    await shop.call(addWish, { variantId: lamp }, user(me))

    const cart = answered(await shop.call(moveWish, { variantId: lamp }, user(me)))

    expect(cart.lines).toMatchObject([{ variantId: lamp, quantity: 1 }])
    expect(await idsOf(user(me))).toEqual([])
    expect(answered(await shop.call(getCart, {}, user(me))).count).toBe(1)
  })

  test('leaves on the list what is out', async () => {
    const [lamp, me] = [await one(), newId()]
    await shop.call(addWish, { variantId: lamp }, user(me))
    await shop.call(setStock, { counts: [{ variantId: lamp, location: 'main', onHand: 0, reason: 'broken' }] })

    expect(await shop.call(moveWish, { variantId: lamp }, user(me))).toMatchObject({ code: 'out_of_stock' })
    expect(await idsOf(user(me))).toEqual([lamp])
  })
})

test.each([1, 10])('listing %i wishes costs two statements, adding three cold and two warm', async (count) => {
  const wished = await goods(count)
  const token = await guestWith(wished)
  const cold = VariantId.parse((await goods(1))[0])

  expect(await shop.statements(() => listOf(by(token)))).toHaveLength(2)
  expect(await shop.statements(() => shop.call(addWish, { variantId: cold }, by(token)))).toHaveLength(3)
  expect(await shop.statements(() => shop.call(addWish, { variantId: cold }, by(token)))).toHaveLength(2)
})
