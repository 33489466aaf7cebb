import { defineModule } from '@merx/kernel'
import { adjustStock } from './commands/adjust-stock.ts'
import { commit } from './commands/commit.ts'
import { createLocation } from './commands/create-location.ts'
import { release } from './commands/release.ts'
import { reserve } from './commands/reserve.ts'
import { setStock } from './commands/set-stock.ts'
import { setStockRules } from './commands/set-stock-rules.ts'
import { transferStock } from './commands/transfer-stock.ts'
import { undoReserve } from './commands/undo-reserve.ts'
import { availabilityChanged, reservationCommitted, reservationReleased, stockLow, stockReserved } from './events.ts'
import { graphql } from './graphql.ts'
import { checkLedger } from './jobs/check-ledger.ts'
import { republishAvailability } from './jobs/republish-availability.ts'
import { stockTopic } from './live.ts'
import { availability } from './queries/availability.ts'
import { getStock } from './queries/get-stock.ts'
import { listLedger } from './queries/list-ledger.ts'

export type { Allocation, AllocationStrategy, Wanted } from './domain/allocation.ts'
export { ReservationId } from './domain/ids.ts'
export { allocationStrategy } from './seams.ts'
export {
  adjustStock,
  availability,
  commit,
  createLocation,
  getStock,
  listLedger,
  release,
  reserve,
  setStock,
  setStockRules,
  stockTopic,
  transferStock,
  undoReserve,
}

export const inventoryModule = defineModule({
  name: 'inventory',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    reserve,
    undoReserve,
    release,
    commit,
    availability,
    setStock,
    setStockRules,
    adjustStock,
    transferStock,
    createLocation,
    getStock,
    listLedger,
  ],
  events: [availabilityChanged, stockReserved, reservationCommitted, reservationReleased, stockLow],
  topics: [stockTopic],
  jobs: [checkLedger],
  republishers: [republishAvailability],
  graphql,
  personal: {
    // which of the staff moved goods, and why
    kept: ['ledger.actor', 'ledger.note'],
    harmless: ['location.name', 'reservation.release_reason'],
  },
})
