import { consumer } from '@merx/kernel'
import { orderConfirmed } from '@merx/ordering/events'
import { addSales } from '../data/sales.ts'

/** Only counts: the lists follow by the clock, so that a sale does not drop every list of best sellers. */
export const onOrderConfirmed = consumer({
  name: 'catalog.count-sales',
  on: [orderConfirmed],
  handle: async (ctx, events) => {
    await addSales(
      ctx.sql,
      events.flatMap(({ payload }) => payload.lines),
    )
  },
})
