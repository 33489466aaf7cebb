import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inventoryModule } from '../index.ts'
import { availability } from '../queries/availability.ts'
import { createShelves, eventsAbout, ledgerOf, levelsOf, newReservation, newVariant } from '../testing/stock.ts'
import { reserve } from './reserve.ts'
import { setStock } from './set-stock.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [inventoryModule], clock: false })
  await createShelves(shop, ['main', 'lyon'])
})
afterAll(() => shop.close())

const reason = 'stock-take'

test('enters a count and what it changed, with who and why', async () => {
  const lamp = newVariant()
  await shop.call(setStock, { counts: [{ variantId: lamp, location: 'main', onHand: 4, reason }] })

  const answer = await shop.call(
    setStock,
    { counts: [{ variantId: lamp, location: 'main', onHand: 9, reason }] },
    { caller: { kind: 'staff', id: 'ines', permissions: 'all' } },
  )

  expect(answer).toEqual({ changed: 1, unchanged: 0, rejected: [] })
  expect((await ledgerOf(shop, lamp))[0]).toEqual({
    cause: 'counted',
    actor: 'staff:ines',
    reservationId: null,
    onHand: [4, 9],
    reserved: [0, 0],
  })
  expect(await eventsAbout(shop, lamp), 'the first stock alone').toEqual(['inventory.availability.changed.v1'])
})

test('repeated changes nothing', async () => {
  const count = { variantId: newVariant(), location: 'main', onHand: 4, reason }
  await shop.call(setStock, { counts: [count] })

  expect(await shop.call(setStock, { counts: [count, count] })).toEqual({ changed: 0, unchanged: 1, rejected: [] })
  expect(await ledgerOf(shop, count.variantId)).toHaveLength(1)
})

test('an opening stock loaded again does not bring back what was sold, and fills what was never counted', async () => {
  const [lamp, vase] = [newVariant(), newVariant()]
  const opening = (variantId: typeof lamp) => ({ variantId, location: 'main', onHand: 5, reason: 'opening' })
  await shop.call(setStock, { counts: [opening(lamp)], only: 'uncounted' })
  await shop.call(setStock, { counts: [{ ...opening(lamp), onHand: 3 }] })

  const answer = await shop.call(setStock, { counts: [opening(lamp), opening(vase)], only: 'uncounted' })

  expect(answer).toEqual({ changed: 1, unchanged: 1, rejected: [] })
  expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 3, reserved: 0 }])
  expect(await levelsOf(shop, vase)).toEqual([{ location: 'main', onHand: 5, reserved: 0 }])
})

test('an opening stock in a second place tells nobody what they knew, and one of none opens the shelf', async () => {
  const [lamp, vase] = [newVariant(), newVariant()]
  const opening = (variantId: typeof lamp, location: string, onHand: number) => ({
    variantId,
    location,
    onHand,
    reason,
  })
  await shop.call(setStock, { counts: [opening(lamp, 'main', 5)], only: 'uncounted' })

  const answer = await shop.call(setStock, {
    counts: [opening(lamp, 'lyon', 2), opening(vase, 'main', 1), opening(vase, 'main', 0)],
    only: 'uncounted',
  })

  expect(answer).toEqual({ changed: 1, unchanged: 2, rejected: [] })
  expect(await levelsOf(shop, lamp)).toHaveLength(2)
  expect(await ledgerOf(shop, lamp)).toHaveLength(2)
  expect(await eventsAbout(shop, lamp), 'in stock once').toEqual(['inventory.availability.changed.v1'])
  expect(await levelsOf(shop, vase)).toEqual([{ location: 'main', onHand: 0, reserved: 0 }])
  expect(await ledgerOf(shop, vase)).toEqual([])
})

test('rejects a row below what orders hold and lets the others stand', async () => {
  const [lamp, vase] = [newVariant(), newVariant()]
  const counts = [lamp, vase].map((variantId) => ({ variantId, location: 'main', onHand: 5, reason }))
  await shop.call(setStock, { counts })
  await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 3 }] })

  const answer = await shop.call(setStock, {
    counts: [
      { variantId: lamp, sku: 'LAMP-1', location: 'main', onHand: 2, reason },
      { variantId: vase, sku: 'VASE-1', location: 'main', onHand: 2, reason },
    ],
  })

  expect(answer).toEqual({
    changed: 1,
    unchanged: 0,
    rejected: [{ variantId: lamp, sku: 'LAMP-1', location: 'main', onHand: 2, reserved: 3, backorderLimit: 0 }],
  })
  expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 3 }])
  expect(await levelsOf(shop, vase)).toEqual([{ location: 'main', onHand: 2, reserved: 0 }])
})

test('refuses a place that is not there, and nothing is entered', async () => {
  const lamp = newVariant()
  const answer = await shop.call(setStock, {
    counts: [
      { variantId: lamp, location: 'main', onHand: 2, reason },
      { variantId: lamp, location: 'moon', onHand: 2, reason },
    ],
  })

  expect(answer).toMatchObject({ code: 'unknown_location' })
  expect(await levelsOf(shop, lamp)).toEqual([])
})

test.each([1, 600])('takes five statements for %i rows', async (rows) => {
  const counts = Array.from({ length: rows }, () => ({ variantId: newVariant(), location: 'main', onHand: 5, reason }))

  const sent = await shop.statements(() => shop.call(setStock, { counts }))

  expect(sent).toHaveLength(5)
  const variantIds = counts.slice(-2).map(({ variantId }) => variantId)
  expect((await shop.call(availability, { variantIds })).items).toEqual(
    variantIds.map((variantId) => ({ variantId, available: 5, availability: 'in_stock' })),
  )
})

test('takes three statements for 600 rows of opening stock', async () => {
  const counts = Array.from({ length: 600 }, () => ({ variantId: newVariant(), location: 'main', onHand: 5, reason }))

  expect(await shop.statements(() => shop.call(setStock, { counts, only: 'uncounted' }))).toHaveLength(3)
})

test('the availability is the sum of all places, in one statement', async () => {
  const [lamp, ghost] = [newVariant(), newVariant()]
  await shop.call(setStock, {
    counts: ['main', 'lyon'].map((location) => ({ variantId: lamp, location, onHand: 2, reason })),
  })

  const sent = await shop.statements(async () => {
    expect(await shop.call(availability, { variantIds: [ghost, lamp] })).toEqual({
      items: [
        { variantId: ghost, available: 0, availability: 'out' },
        { variantId: lamp, available: 4, availability: 'in_stock' },
      ],
    })
  })

  expect(sent).toHaveLength(1)
})
