import { job } from '@merx/kernel'
import { findDrift, lastOfPage, recordDrift } from '../data/drift.ts'
import type { VariantId } from '../domain/ids.ts'

const levelsPerPage = 2_000

/** Holds every level against its ledger and its reservations. What does not agree stands in `inventory.ledger_drift` and in the log. */
export const checkLedger = job({
  name: 'inventory.check-ledger',
  every: 3_600,
  async run(ctx) {
    let after: VariantId | undefined
    for (;;) {
      const last = await lastOfPage(ctx.sql, after, levelsPerPage)
      if (!last) return
      const page = { after, last }
      const found = await findDrift(ctx.sql, page)
      for (const drift of found) ctx.log.error(drift, 'A stock level disagrees with its ledger or its reservations')
      await recordDrift(ctx.sql, page, found)
      after = last
    }
  },
})
