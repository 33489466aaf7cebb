import { isRefused, provide } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventoryModule } from '../index.ts'
import { allocationStrategy } from '../seams.ts'
import { createShelves, eventsAbout, ledgerOf, levelsOf, newReservation, newVariant } from '../testing/stock.ts'
import { release } from './release.ts'
import { reserve } from './reserve.ts'
import { setStock } from './set-stock.ts'
import { setStockRules } from './set-stock-rules.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [inventoryModule], clock: false })
  await createShelves(shop, ['main', 'lyon', 'oslo'])
})
afterAll(() => shop.close())

describe('a reservation in one place', () => {
  test('holds the quantities, enters them in the ledger and publishes what it holds', async () => {
    const [lamp, vase] = [newVariant(), newVariant()]
    await stocked({ lamp: [lamp, 'main', 5], vase: [vase, 'main', 3] })
    const reservationId = newReservation()

    const answer = await shop.call(reserve, {
      reservationId,
      lines: [
        { variantId: lamp, quantity: 2 },
        { variantId: vase, quantity: 3 },
      ],
    })

    expect(answer).toEqual({ reservationId, status: 'open' })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 2 }])
    expect(await levelsOf(shop, vase)).toEqual([{ location: 'main', onHand: 3, reserved: 3 }])
    expect(await ledgerOf(shop, lamp)).toEqual([
      { cause: 'reserved', actor: 'guest', reservationId, onHand: [5, 5], reserved: [0, 2] },
      { cause: 'counted', actor: 'guest', reservationId: null, onHand: [0, 5], reserved: [0, 0] },
    ])
    expect(await eventsAbout(shop, reservationId)).toEqual(['inventory.stock.reserved.v1'])
    expect(await eventsAbout(shop, lamp)).toEqual(['inventory.availability.changed.v1'])
    // the first stock, and the last piece
    expect(await eventsAbout(shop, vase)).toEqual([
      'inventory.availability.changed.v1',
      'inventory.availability.changed.v1',
    ])
  })

  test('adds up a variant that stands on two lines', async () => {
    const lamp = newVariant()
    await stocked({ lamp: [lamp, 'main', 1] })
    const twice = [
      { variantId: lamp, quantity: 1 },
      { variantId: lamp, quantity: 1 },
    ]

    const answer = await shop.call(reserve, { reservationId: newReservation(), lines: twice })

    expect(answer).toMatchObject({
      code: 'out_of_stock',
      data: { lines: [{ variantId: lamp, requested: 2, available: 1 }] },
    })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 1, reserved: 0 }])
  })

  test('is refused as a whole when one line is short, and nothing has changed', async () => {
    const [lamp, vase, ghost] = [newVariant(), newVariant(), newVariant()]
    await stocked({ lamp: [lamp, 'main', 5], vase: [vase, 'main', 3] })
    const reservationId = newReservation()

    const answer = await shop.call(reserve, {
      reservationId,
      lines: [
        { variantId: lamp, quantity: 5 },
        { variantId: vase, quantity: 4 },
        { variantId: ghost, quantity: 1 },
      ],
    })

    expect(answer).toMatchObject({
      code: 'out_of_stock',
      data: {
        lines: [
          { variantId: vase, requested: 4, available: 3 },
          { variantId: ghost, requested: 1, available: 0 },
        ],
      },
    })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 0 }])
    expect(await ledgerOf(shop, lamp)).toHaveLength(1)
    expect(await eventsAbout(shop, reservationId)).toEqual([])
    expect(
      await shop.call(reserve, { reservationId, lines: [{ variantId: lamp, quantity: 5 }] }),
      'the id is still free',
    ).toEqual({ reservationId, status: 'open' })
  })

  test('sent twice holds once, even when nothing is left by then', async () => {
    const lamp = newVariant()
    await stocked({ lamp: [lamp, 'main', 2] })
    const input = { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 2 }] }
    await shop.call(reserve, input)

    expect(await shop.call(reserve, input)).toEqual({ reservationId: input.reservationId, status: 'open' })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 2, reserved: 2 }])
    expect(await ledgerOf(shop, lamp)).toHaveLength(2)
  })

  test('sells ahead of delivery as far as the limit goes', async () => {
    const lamp = newVariant()
    await stocked({ lamp: [lamp, 'main', 1] })
    const rule = { variantId: lamp, location: 'main', backorderLimit: 2, lowStockThreshold: 0 }
    await shop.call(setStockRules, { rules: [rule] })

    const all = await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 3 }] })
    const more = await shop.call(reserve, {
      reservationId: newReservation(),
      lines: [{ variantId: lamp, quantity: 1 }],
    })

    expect(all).toMatchObject({ status: 'open' })
    expect(more).toMatchObject({ code: 'out_of_stock' })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 1, reserved: 3 }])
  })

  test('tells when the stock comes down to its threshold', async () => {
    const lamp = newVariant()
    await stocked({ lamp: [lamp, 'main', 5] })
    const rule = { variantId: lamp, location: 'main', backorderLimit: 0, lowStockThreshold: 2 }
    await shop.call(setStockRules, { rules: [rule] })

    await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 2 }] })
    expect(await eventsAbout(shop, lamp)).toEqual(['inventory.availability.changed.v1'])
    await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 1 }] })
    expect(await eventsAbout(shop, lamp)).toEqual([
      'inventory.availability.changed.v1',
      'inventory.availability.changed.v1',
      'inventory.stock.low.v1',
    ])
  })
})

describe('a reservation over several places', () => {
  test('takes a line whole from the first place that has all of it', async () => {
    const lamp = newVariant()
    await stocked({ a: [lamp, 'main', 2], b: [lamp, 'lyon', 5] })

    await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 3 }] })

    expect(await levelsOf(shop, lamp)).toEqual([
      { location: 'main', onHand: 2, reserved: 0 },
      { location: 'lyon', onHand: 5, reserved: 3 },
    ])
  })

  test('splits a line that no place has whole, in the order of priority', async () => {
    const lamp = newVariant()
    await stocked({ a: [lamp, 'main', 2], b: [lamp, 'lyon', 2], c: [lamp, 'oslo', 2] })
    const reservationId = newReservation()

    await shop.call(reserve, { reservationId, lines: [{ variantId: lamp, quantity: 5 }] })

    expect(await levelsOf(shop, lamp)).toEqual([
      { location: 'main', onHand: 2, reserved: 2 },
      { location: 'lyon', onHand: 2, reserved: 2 },
      { location: 'oslo', onHand: 2, reserved: 1 },
    ])
    expect(await shop.call(reserve, { reservationId, lines: [{ variantId: lamp, quantity: 5 }] })).toEqual({
      reservationId,
      status: 'open',
    })
  })

  test('is refused with the sum of all places', async () => {
    const lamp = newVariant()
    await stocked({ a: [lamp, 'main', 2], b: [lamp, 'lyon', 2] })

    const answer = await shop.call(reserve, {
      reservationId: newReservation(),
      lines: [{ variantId: lamp, quantity: 5 }],
    })

    expect(answer).toMatchObject({ code: 'out_of_stock', data: { lines: [{ requested: 5, available: 4 }] } })
    expect(await levelsOf(shop, lamp)).toEqual([
      { location: 'main', onHand: 2, reserved: 0 },
      { location: 'lyon', onHand: 2, reserved: 0 },
    ])
  })

  test('follows the strategy that the composition provides, and never beyond what is there', async () => {
    const greedy = await createTestShop({
      modules: [inventoryModule],
      clock: false,
      provisions: [
        provide(allocationStrategy, (lines, levels) =>
          lines.flatMap((line) => {
            const last = levels.findLast(({ variantId }) => variantId === line.variantId)
            return last ? [{ ...line, locationId: last.locationId }] : []
          }),
        ),
      ],
    })
    try {
      await createShelves(greedy, ['main', 'lyon'])
      const lamp = newVariant()
      await greedy.call(setStock, {
        counts: ['main', 'lyon'].map((location) => ({ variantId: lamp, location, onHand: 1, reason: 'opening' })),
      })
      const ask = (quantity: number) =>
        greedy.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity }] })

      expect(isRefused(await ask(2))).toBe(true)
      expect(isRefused(await ask(1))).toBe(false)
      expect(isRefused(await ask(1)), 'the strategy names the same place again').toBe(true)
      expect((await levelsOf(greedy, lamp)).map(({ reserved }) => reserved).sort()).toEqual([0, 1])
    } finally {
      await greedy.close()
    }
  })
})

describe('the price of a reservation', () => {
  test.each([1, 10])('with one place: two statements for %i lines', async (count) => {
    const variants = Array.from({ length: count }, newVariant)
    await shop.call(setStock, {
      counts: variants.map((variantId) => ({ variantId, location: 'main', onHand: 5, reason: 'opening' })),
    })
    const lines = variants.map((variantId) => ({ variantId, quantity: 1 }))

    const sent = await shop.statements(() => shop.call(reserve, { reservationId: newReservation(), lines }))

    expect(sent).toHaveLength(2)
  })

  test.each([1, 10])('with several places: three statements for %i lines', async (count) => {
    const variants = Array.from({ length: count }, newVariant)
    await shop.call(setStock, {
      counts: variants.flatMap((variantId) =>
        ['main', 'lyon'].map((location) => ({ variantId, location, onHand: 5, reason: 'opening' })),
      ),
    })
    const lines = variants.map((variantId) => ({ variantId, quantity: 1 }))

    const sent = await shop.statements(() => shop.call(reserve, { reservationId: newReservation(), lines }))

    expect(sent).toHaveLength(3)
  })
})

test('a release that came first bars the reserve', async () => {
  const lamp = newVariant()
  await stocked({ lamp: [lamp, 'main', 5] })
  const reservationId = newReservation()
  await shop.call(release, { reservationId, reason: 'the order was given up' })

  const answer = await shop.call(reserve, { reservationId, lines: [{ variantId: lamp, quantity: 1 }] })

  expect(answer).toMatchObject({ code: 'reservation_released' })
  expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 0 }])
})

type Shelf = readonly [variantId: ReturnType<typeof newVariant>, location: string, onHand: number]

async function stocked(shelves: Readonly<Record<string, Shelf>>): Promise<void> {
  await shop.call(setStock, {
    counts: Object.values(shelves).map(([variantId, location, onHand]) => ({
      variantId,
      location,
      onHand,
      reason: 'opening',
    })),
  })
}
