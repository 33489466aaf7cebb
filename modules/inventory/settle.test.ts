import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commit } from './commands/commit.ts'
import { release } from './commands/release.ts'
import { reserve } from './commands/reserve.ts'
import { setStock } from './commands/set-stock.ts'
import { undoReserve } from './commands/undo-reserve.ts'
import type { VariantId } from './domain/ids.ts'
import { inventoryModule } from './index.ts'
import { createShelves, eventsAbout, ledgerOf, levelsOf, newReservation, newVariant } from './testing/stock.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [inventoryModule], clock: false })
  await createShelves(shop, ['main', 'lyon'])
})
afterAll(() => shop.close())

const reason = 'the order was cancelled'

describe('a reservation that begins committed', () => {
  test('leaves the house at once, says so alone, and given back lies on the shelf again', async () => {
    const { lamp } = await held(5, 1)
    const reservationId = newReservation()
    const input = { reservationId, lines: [{ variantId: lamp, quantity: 3 }], commit: true }

    expect(await shop.call(reserve, input)).toEqual({ reservationId, status: 'committed' })
    expect(await shop.call(reserve, input)).toEqual({ reservationId, status: 'committed' })
    expect(await shop.call(commit, { reservationId })).toEqual({ reservationId, status: 'committed' })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 2, reserved: 1 }])
    expect((await ledgerOf(shop, lamp))[0]).toEqual({
      cause: 'committed',
      actor: 'guest',
      reservationId,
      onHand: [5, 2],
      reserved: [1, 1],
    })
    expect(await eventsAbout(shop, reservationId)).toEqual(['inventory.reservation.committed.v1'])

    await shop.call(undoReserve, input)
    await shop.call(undoReserve, input)
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 1 }])
  })

  test('takes no more than what others left', async () => {
    const { lamp } = await held(2, 1)
    const reservationId = newReservation()
    const refused = await shop.call(reserve, {
      reservationId,
      lines: [{ variantId: lamp, quantity: 2 }],
      commit: true,
    })
    expect(refused).toMatchObject({ code: 'out_of_stock' })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 2, reserved: 1 }])
  })

  test('takes from several places what the strategy allocates', async () => {
    const lamp = newVariant()
    await shop.call(setStock, {
      counts: ['main', 'lyon'].map((location) => ({ variantId: lamp, location, onHand: 2, reason: 'opening' })),
    })
    await shop.call(reserve, {
      reservationId: newReservation(),
      lines: [{ variantId: lamp, quantity: 3 }],
      commit: true,
    })
    expect(await levelsOf(shop, lamp)).toEqual([
      { location: 'main', onHand: 0, reserved: 0 },
      { location: 'lyon', onHand: 1, reserved: 0 },
    ])
  })
})

describe('a release', () => {
  test('gives back what is held, in every place, and says so', async () => {
    const lamp = newVariant()
    await shop.call(setStock, {
      counts: ['main', 'lyon'].map((location) => ({ variantId: lamp, location, onHand: 2, reason: 'opening' })),
    })
    const reservationId = newReservation()
    await shop.call(reserve, { reservationId, lines: [{ variantId: lamp, quantity: 4 }] })

    expect(await shop.call(release, { reservationId, reason })).toEqual({ reservationId, status: 'released' })

    expect(await levelsOf(shop, lamp)).toEqual([
      { location: 'main', onHand: 2, reserved: 0 },
      { location: 'lyon', onHand: 2, reserved: 0 },
    ])
    expect((await ledgerOf(shop, lamp)).slice(0, 2)).toEqual([
      { cause: 'released', actor: 'guest', reservationId, onHand: [2, 2], reserved: [2, 0] },
      { cause: 'released', actor: 'guest', reservationId, onHand: [2, 2], reserved: [2, 0] },
    ])
    expect(await eventsAbout(shop, reservationId)).toEqual([
      'inventory.stock.reserved.v1',
      'inventory.reservation.released.v1',
    ])
    expect(await eventsAbout(shop, lamp), 'in stock, sold out, in stock').toHaveLength(3)
  })

  test('sent twice gives back once', async () => {
    const { lamp, reservationId } = await held(5, 2)
    await shop.call(release, { reservationId, reason })

    expect(await shop.call(release, { reservationId, reason })).toEqual({ reservationId, status: 'released' })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 0 }])
    expect(await ledgerOf(shop, lamp)).toHaveLength(3)
  })

  test('sent twice leaves alone what another order holds', async () => {
    const { lamp, reservationId } = await held(5, 2)
    await shop.call(reserve, { reservationId: newReservation(), lines: [{ variantId: lamp, quantity: 3 }] })
    await shop.call(release, { reservationId, reason })

    expect(await shop.call(release, { reservationId, reason })).toEqual({ reservationId, status: 'released' })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 3 }])
    expect(await eventsAbout(shop, reservationId)).toEqual([
      'inventory.stock.reserved.v1',
      'inventory.reservation.released.v1',
    ])
  })

  test('after a commit puts the goods back onto the shelf', async () => {
    const { lamp, reservationId } = await held(5, 2)
    await shop.call(commit, { reservationId })
    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 3, reserved: 0 }])

    await shop.call(release, { reservationId, reason })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 0 }])
  })

  test('as the undo of a reserve takes its input', async () => {
    const { lamp, reservationId } = await held(5, 2)

    await shop.call(undoReserve, { reservationId, lines: [{ variantId: lamp, quantity: 2 }] })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 0 }])
  })
})

describe('a commit', () => {
  test('takes the goods out of the house', async () => {
    const { lamp, reservationId } = await held(5, 2)

    expect(await shop.call(commit, { reservationId })).toEqual({ reservationId, status: 'committed' })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 3, reserved: 0 }])
    expect((await ledgerOf(shop, lamp))[0]).toEqual({
      cause: 'committed',
      actor: 'guest',
      reservationId,
      onHand: [5, 3],
      reserved: [2, 0],
    })
    expect(await eventsAbout(shop, reservationId)).toEqual([
      'inventory.stock.reserved.v1',
      'inventory.reservation.committed.v1',
    ])
  })

  test('sent twice takes out once', async () => {
    const { lamp, reservationId } = await held(5, 2)
    await shop.call(commit, { reservationId })

    expect(await shop.call(commit, { reservationId })).toEqual({ reservationId, status: 'committed' })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 3, reserved: 0 }])
  })

  test('after a release does nothing and says where the reservation stands', async () => {
    const { lamp, reservationId } = await held(5, 2)
    await shop.call(release, { reservationId, reason })

    expect(await shop.call(commit, { reservationId })).toEqual({ reservationId, status: 'released' })

    expect(await levelsOf(shop, lamp)).toEqual([{ location: 'main', onHand: 5, reserved: 0 }])
  })

  test('of a reservation that was never made is a fault', async () => {
    await expect(shop.call(commit, { reservationId: newReservation() })).rejects.toThrow('was never made')
  })
})

test.each([1, 10])('a commit of %i lines takes two statements and a release three', async (count) => {
  const ids = [newReservation(), newReservation()] as const
  const lines = Array.from({ length: count }, () => ({ variantId: newVariant(), quantity: 1 }))
  await shop.call(setStock, {
    counts: lines.map(({ variantId }) => ({ variantId, location: 'main', onHand: 5, reason: 'opening' })),
  })
  for (const reservationId of ids) await shop.call(reserve, { reservationId, lines })

  expect(await shop.statements(() => shop.call(commit, { reservationId: ids[0] }))).toHaveLength(2)
  expect(await shop.statements(() => shop.call(release, { reservationId: ids[1], reason }))).toHaveLength(3)
})

async function held(
  onHand: number,
  quantity: number,
): Promise<{
  readonly lamp: VariantId
  readonly reservationId: ReturnType<typeof newReservation>
}> {
  const lamp = newVariant()
  await shop.call(setStock, { counts: [{ variantId: lamp, location: 'main', onHand, reason: 'opening' }] })
  const reservationId = newReservation()
  await shop.call(reserve, { reservationId, lines: [{ variantId: lamp, quantity }] })
  return { lamp, reservationId }
}
