import { delivery, isRefused } from '@merx/kernel'
import { refund } from '../commands/refund.ts'
import { NewRefund } from '../domain/refund.ts'

/** Makes a refund that a unit of work asked for. */
export const makeRefund = delivery({
  name: 'payments.make-refund',
  schema: NewRefund,
  async send(ctx, { payload }) {
    const made = await ctx.call(refund, payload)
    if (isRefused(made)) throw new Error(`The refund ${payload.refundId} could not be made: ${made.code}`)
  },
})
