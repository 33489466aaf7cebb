import { command, internal, isRefused } from '@merx/kernel'
import { beginRefund, refundRefusals } from '../begin-refund.ts'
import { makeRefund } from '../deliveries/make-refund.ts'
import { NewRefund, RefundState } from '../domain/refund.ts'

/** For consumers and flows, which may not wait for a provider: money that came for a cancelled order, say. */
export const requestRefund = command({
  name: 'payments.request-refund',
  summary:
    'Sets a refund aside in this unit of work and has it made after commit; repeated with the same refundId it is one refund.',
  access: internal,
  input: NewRefund,
  output: RefundState,
  refuses: refundRefusals,
  async run(ctx, input) {
    const begun = await beginRefund(ctx, input)
    if (isRefused(begun)) return begun
    if (begun.refund.status === 'requested') ctx.deliver(makeRefund, { id: input.refundId, payload: input })
    return begun.refund
  },
})
