import { newId } from '@merx/kernel'
import type { TestShop } from '@merx/kernel/testing'
import { createLocation } from '../commands/create-location.ts'
import { ReservationId, VariantId } from '../domain/ids.ts'
import { getStock } from '../queries/get-stock.ts'
import { listLedger } from '../queries/list-ledger.ts'

export function newVariant(): VariantId {
  return VariantId.parse(newId())
}

export function newReservation(): ReservationId {
  return ReservationId.parse(newId())
}

/** Places in the order in which they are emptied. */
export async function createShelves(shop: TestShop, codes: readonly string[]): Promise<void> {
  for (const [priority, code] of codes.entries()) await shop.call(createLocation, { code, name: code, priority })
}

export async function levelsOf(shop: TestShop, variantId: VariantId) {
  const { levels } = await shop.call(getStock, { variantId })
  return levels.map(({ location, onHand, reserved }) => ({ location, onHand, reserved }))
}

/** Newest first. */
export async function ledgerOf(shop: TestShop, variantId: VariantId) {
  const { items } = await shop.call(listLedger, { variantId, limit: 100 })
  return items.map((entry) => ({
    cause: entry.cause,
    actor: entry.actor,
    reservationId: entry.reservationId,
    onHand: [entry.onHandFrom, entry.onHandTo],
    reserved: [entry.reservedFrom, entry.reservedTo],
  }))
}

/** The names of the events of one key, in the order of the log. */
export async function eventsAbout(shop: TestShop, key: string): Promise<readonly string[]> {
  const rows = await shop.runtime.databaseOf('inventory').consumers<{ name: string }[]>`
    select name from kernel.event where key = ${key} order by sequence`
  return rows.map(({ name }) => name)
}
