import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commit } from '../commands/commit.ts'
import { release } from '../commands/release.ts'
import { reserve } from '../commands/reserve.ts'
import { setStock } from '../commands/set-stock.ts'
import { inventoryModule } from '../index.ts'
import { listLedger } from '../queries/list-ledger.ts'
import { createShelves, newReservation, newVariant } from '../testing/stock.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [inventoryModule], clock: false })
  await createShelves(shop, ['main'])
})
afterAll(() => shop.close())

const check = () => shop.runtime.jobs.runJob('inventory.check-ledger')

test('the check finds nothing after reserving, committing and releasing, and names what was changed past the ledger', async () => {
  const sql = shop.runtime.databaseOf('inventory').consumers
  const lamp = newVariant()
  await shop.call(setStock, { counts: [{ variantId: lamp, location: 'main', onHand: 9, reason: 'opening' }] })
  const [paid, cancelled, open] = [newReservation(), newReservation(), newReservation()]
  for (const reservationId of [paid, cancelled, open]) {
    await shop.call(reserve, { reservationId, lines: [{ variantId: lamp, quantity: 2 }] })
  }
  await shop.call(commit, { reservationId: paid })
  await shop.call(release, { reservationId: cancelled, reason: 'cancelled' })
  await check()
  expect(await sql`select from inventory.ledger_drift`).toHaveLength(0)

  await sql`update inventory.stock_level set on_hand = on_hand + 1, reserved = reserved + 2 where variant_id = ${lamp}`
  await check()

  const drift = () => sql`
    select variant_id, on_hand, on_hand_in_ledger, reserved, reserved_in_ledger, reserved_by_orders
    from inventory.ledger_drift`
  expect(await drift()).toEqual([
    {
      variant_id: lamp,
      on_hand: 8,
      on_hand_in_ledger: 7,
      reserved: 4,
      reserved_in_ledger: 2,
      reserved_by_orders: 2,
    },
  ])

  await sql`update inventory.stock_level set on_hand = on_hand - 1, reserved = reserved - 2 where variant_id = ${lamp}`
  await check()
  expect(await drift()).toEqual([])
})

test('the ledger refuses to be changed', async () => {
  const sql = shop.runtime.databaseOf('inventory').consumers
  await expect(sql`update inventory.ledger set note = 'never mind'`).rejects.toThrow('append-only')
  await expect(sql`delete from inventory.ledger`).rejects.toThrow('append-only')
  await expect(sql`truncate inventory.ledger`).rejects.toThrow('append-only')
})

test('the database refuses what code would have to guard', async () => {
  const sql = shop.runtime.databaseOf('inventory').consumers
  const lamp = newVariant()
  await shop.call(setStock, { counts: [{ variantId: lamp, location: 'main', onHand: 1, reason: 'opening' }] })

  await expect(sql`update inventory.stock_level set reserved = 2 where variant_id = ${lamp}`).rejects.toThrow(
    'stock_level_never_oversold',
  )
  await expect(sql`update inventory.stock_level set reserved = -1 where variant_id = ${lamp}`).rejects.toThrow(
    'stock_level_reserved_positive',
  )
})

test('the ledger is read page by page, newest first', async () => {
  const lamp = newVariant()
  for (const onHand of [1, 2, 3]) {
    await shop.call(setStock, { counts: [{ variantId: lamp, location: 'main', onHand, reason: `count ${onHand}` }] })
  }

  const first = await shop.call(listLedger, { variantId: lamp, limit: 2 })
  const second = await shop.call(listLedger, { variantId: lamp, limit: 2, after: first.next ?? 0 })

  expect(first.items.map(({ note }) => note)).toEqual(['count 3', 'count 2'])
  expect(second.items.map(({ note }) => note)).toEqual(['count 1'])
  expect(second.next).toBe(null)
})
