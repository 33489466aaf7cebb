import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventoryModule } from '../index.ts'
import { createShelves, eventsAbout, ledgerOf, levelsOf, newReservation, newVariant } from '../testing/stock.ts'
import { adjustStock } from './adjust-stock.ts'
import { createLocation } from './create-location.ts'
import { reserve } from './reserve.ts'
import { setStockRules } from './set-stock-rules.ts'
import { transferStock } from './transfer-stock.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [inventoryModule], clock: false })
  await createShelves(shop, ['main', 'lyon'])
})
afterAll(() => shop.close())

describe('a transfer', () => {
  test('moves goods between places and changes no availability', async () => {
    const lamp = await found(5)

    const answer = await shop.call(transferStock, {
      variantId: lamp,
      from: 'main',
      to: 'lyon',
      quantity: 2,
      reason: 'the window',
    })

    expect(answer).toMatchObject({ from: { onHand: 3, available: 3 }, to: { onHand: 2, available: 2 } })
    expect((await ledgerOf(shop, lamp)).map(({ cause, onHand }) => ({ cause, onHand }))).toEqual(
      expect.arrayContaining([
        { cause: 'transferred', onHand: [5, 3] },
        { cause: 'transferred', onHand: [0, 2] },
      ]),
    )
    expect(await eventsAbout(shop, lamp)).toHaveLength(1)
  })

  test('leaves what orders hold, and refused it moves nothing', async () => {
    const lamp = await found(5)
    await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 4 }] })

    const answer = await shop.call(transferStock, {
      variantId: lamp,
      from: 'main',
      to: 'lyon',
      quantity: 2,
      reason: 'the window',
    })

    expect(answer).toMatchObject({ code: 'not_enough_stock', data: { available: 1 } })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 4 }])
  })
})

describe('an adjustment', () => {
  test('never takes what orders hold', async () => {
    const lamp = await found(5)
    await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 4 }] })

    const broken = { variantId: lamp, location: 'main', delta: -2, reason: 'broken' }
    expect(await shop.call(adjustStock, broken)).toMatchObject({ code: 'not_enough_stock', data: { available: 1 } })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 4 }])

    expect(await shop.call(adjustStock, { ...broken, delta: -1 })).toMatchObject({ onHand: 4, available: 0 })
  })

  test('in a place that is not there is refused', async () => {
    const moon = { variantId: newVariant(), location: 'moon', delta: 1, reason: 'found' }
    expect(await shop.call(adjustStock, moon)).toMatchObject({ code: 'unknown_location' })
  })
})

test('a rule below what orders hold is refused and none of the rules is set', async () => {
  const lamp = await found(1)
  const rule = { variantId: lamp, location: 'main', backorderLimit: 3, lowStockThreshold: 0 }
  await shop.call(setStockRules, { rules: [rule] })
  await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 3 }] })
  const other = await found(1)

  const answer = await shop.call(setStockRules, {
    rules: [
      { ...rule, variantId: other },
      { ...rule, backorderLimit: 1 },
    ],
  })

  expect(answer).toMatchObject({ code: 'below_reserved', data: { variantIds: [lamp] } })
  const [one] = await shop.runtime.databaseOf('inventory').consumers`
    select backorder_limit from inventory.stock_level where variant_id = ${other}`
  expect(one).toEqual({ backorder_limit: 0 })
})

test('a code names one place', async () => {
  expect(await shop.call(createLocation, { code: 'main', name: 'Another', priority: 1 })).toMatchObject({
    code: 'location_exists',
  })
})

async function found(onHand: number) {
  const variantId = newVariant()
  await shop.call(adjustStock, { variantId, location: 'main', delta: onHand, reason: 'found' })
  return variantId
}
