import { VariantId } from '@merx/catalog'
import {
  commit,
  createLocation,
  getStock,
  inventoryModule,
  ReservationId,
  release,
  reserve,
  setStock,
} from '@merx/inventory'
import { isRefused, newId } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [inventoryModule], clock: false, webConnections: 8 })
  for (const [priority, code] of ['main', 'lyon'].entries())
    await shop.call(createLocation, { code, name: code, priority })
})
afterAll(() => shop.close())

const newVariant = (): VariantId => VariantId.parse(newId())
const newReservation = (): ReservationId => ReservationId.parse(newId())

describe('200 buyers for 20 pieces', () => {
  test.each([
    ['in one place', ['main']],
    ['in two places', ['main', 'lyon']],
  ])('%s: exactly 20 get one, the others are told that nothing is left', async (_where, locations) => {
    const lamp = await stocked(locations, 20 / locations.length)

    const answers = await Promise.all(Array.from({ length: 200 }, () => take([lamp])))

    expect(tally(answers)).toEqual({ open: 20, out_of_stock: 180 })
    expect(await balance(lamp)).toEqual({ onHand: 20, reserved: 20 })
  })

  test('baskets with the same goods in opposite order do not block each other', async () => {
    const [lamp, vase] = [await stocked(['main', 'lyon'], 10), await stocked(['main'], 20)]

    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => take(index % 2 === 0 ? [lamp, vase] : [vase, lamp])),
    )

    expect(tally(answers)).toEqual({ open: 20, out_of_stock: 180 })
    expect(await balance(lamp)).toEqual({ onHand: 20, reserved: 20 })
    expect(await balance(vase)).toEqual({ onHand: 20, reserved: 20 })
  })
})

test('the same variant on two lines with one piece left is refused, however often it is tried', async () => {
  const lamp = await stocked(['main'], 1)

  const answers = await Promise.all(Array.from({ length: 20 }, () => take([lamp, lamp])))

  expect(tally(answers)).toEqual({ out_of_stock: 20 })
  expect(await balance(lamp)).toEqual({ onHand: 1, reserved: 0 })
})

test('one reservation asked for many times at once is made once', async () => {
  const lamp = await stocked(['main'], 20)
  const reservationId = newReservation()

  const answers = await Promise.all(Array.from({ length: 20 }, () => take([lamp], reservationId)))

  expect(tally(answers)).toEqual({ open: 20 })
  expect(await balance(lamp)).toEqual({ onHand: 20, reserved: 1 })
})

describe('release and commit at the same moment', () => {
  test.each(['release first', 'commit first'])('%s: the goods are back on the shelf, once', async (order) => {
    const lamp = await stocked(['main'], 20)
    const ids = Array.from({ length: 20 }, newReservation)
    for (const reservationId of ids) await take([lamp], reservationId)

    await Promise.all(
      ids.flatMap((reservationId) => {
        const both = [
          () => shop.call(release, { reservationId, reason: 'cancelled' }),
          () => shop.call(commit, { reservationId }),
        ]
        return (order === 'release first' ? both : both.toReversed()).map((call) => call())
      }),
    )

    expect(await balance(lamp)).toEqual({ onHand: 20, reserved: 0 })
    await expectSoundLedger()
  })
})

describe('reserve and release at the same moment', () => {
  test.each(['reserve first', 'release first'])('%s: nothing stays held', async (order) => {
    const lamp = await stocked(['main'], 20)

    await Promise.all(
      Array.from({ length: 20 }, newReservation).flatMap((reservationId) => {
        const both = [
          () => take([lamp], reservationId),
          () => shop.call(release, { reservationId, reason: 'given up' }),
        ]
        return (order === 'reserve first' ? both : both.toReversed()).map((call) => call())
      }),
    )

    expect(await balance(lamp)).toEqual({ onHand: 20, reserved: 0 })
    await expectSoundLedger()
  })
})

test('a count against buyers: never fewer on the shelf than are held', async () => {
  const lamp = await stocked(['main'], 20)
  const count = { variantId: lamp, location: 'main', onHand: 10, reason: 'stock-take' }

  const [counted, ...answers] = await Promise.all([
    shop.call(setStock, { counts: [count] }),
    ...Array.from({ length: 40 }, () => take([lamp])),
  ])

  if (isRefused(counted)) throw new Error(`the count was refused: ${counted.code}`)
  const held = tally(answers).open ?? 0
  expect(await balance(lamp)).toEqual({ onHand: counted.rejected.length === 0 ? 10 : 20, reserved: held })
  expect(held).toBe(counted.rejected.length === 0 ? 10 : 20)
  await expectSoundLedger()
})

function take(variantIds: readonly VariantId[], reservationId = newReservation()) {
  return shop.call(reserve, { reservationId, lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })) })
}

function tally(answers: readonly Awaited<ReturnType<typeof take>>[]): Readonly<Record<string, number>> {
  const outcomes = answers.map((answer) => (isRefused(answer) ? answer.code : answer.status))
  return Object.fromEntries([...Map.groupBy(outcomes, (one) => one)].map(([outcome, all]) => [outcome, all.length]))
}

async function stocked(locations: readonly string[], onHand: number): Promise<VariantId> {
  const variantId = newVariant()
  await shop.call(setStock, {
    counts: locations.map((location) => ({ variantId, location, onHand, reason: 'opening' })),
  })
  return variantId
}

async function balance(variantId: VariantId) {
  const { levels } = await shop.call(getStock, { variantId })
  return {
    onHand: levels.reduce((sum, { onHand }) => sum + onHand, 0),
    reserved: levels.reduce((sum, { reserved }) => sum + reserved, 0),
  }
}

async function expectSoundLedger(): Promise<void> {
  await shop.runtime.jobs.runJob('inventory.check-ledger')
  expect(await shop.runtime.databaseOf('inventory').consumers`select from inventory.ledger_drift`).toHaveLength(0)
}
