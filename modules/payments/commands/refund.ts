import { exchange, internal, isRefused, type Refusal, refuse } from '@merx/kernel'
import { applyReport } from '../apply-report.ts'
import { beginRefund, refundRefusals } from '../begin-refund.ts'
import { findRefund } from '../data/refunds.ts'
import { ProviderUnavailable, type RefundReport } from '../domain/provider.ts'
import { NewRefund, RefundState } from '../domain/refund.ts'
import { providerOf } from '../payment-providers.ts'

type Prepared = {
  readonly refund: RefundState
  readonly provider: string
  readonly providerReference: string | null
}

export const refund = exchange({
  name: 'payments.refund',
  summary: 'Gives money back through the provider, once for each refundId; repeated it tells how far the refund is.',
  access: internal,
  input: NewRefund,
  output: RefundState,
  refuses: { ...refundRefusals, provider_unavailable: 503 },

  async prepare(ctx, input): Promise<Prepared | Refusal<keyof typeof refundRefusals>> {
    const begun = await beginRefund(ctx, input)
    if (isRefused(begun)) return begun
    const { provider, providerReference } = begun.payment
    return { refund: begun.refund, provider, providerReference }
  },

  async external(ctx, _, { refund, provider, providerReference }): Promise<RefundReport | 'unavailable' | undefined> {
    if (refund.status !== 'requested') return undefined
    if (providerReference === null)
      throw new Error(`The payment ${refund.paymentId} was captured without a provider reference`)
    const { refundId, paymentId, amount } = refund
    try {
      return await providerOf(ctx, { id: paymentId, provider }).refund({ refundId, providerReference, amount })
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      ctx.log.warn({ err: error, refundId, provider }, 'the provider could not refund')
      return 'unavailable'
    }
  },

  async finalize(ctx, { refundId }, { prepared: { refund, provider }, outcome: report }) {
    if (report === undefined) return refund
    if (report === 'unavailable') {
      return refuse('provider_unavailable', {
        detail: 'The payment provider does not answer just now. The refund is kept and made as soon as it does.',
      })
    }
    await applyReport(ctx, { ...report, refundId }, { provider, source: 'answer' })
    const settled = await findRefund(ctx.sql, refundId)
    return { ...refund, status: settled?.status ?? refund.status }
  },
})
