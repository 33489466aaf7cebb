import { type FreeContext, isRefused, job } from '@merx/kernel'
import { open } from '../commands/open.ts'
import { reconcilePayment } from '../commands/reconcile-payment.ts'
import { refund } from '../commands/refund.ts'
import { type DueCheck, findDueChecks } from '../data/payments.ts'
import { findDueRefunds } from '../data/refunds.ts'
import { PaymentId, RefundId } from '../domain/payment.ts'
import { paymentProviders } from '../payment-providers.ts'

const atMost = 200
/** Calls to providers at the same time: enough to catch up after an outage, few enough for their rate limits. */
const abreast = 4

type Result = 'unchanged' | 'repaired' | 'unavailable' | 'broken'

/** Asks the providers about every payment and refund left open whose time has come, and repairs what the shop missed. */
export const reconcile = job({
  name: 'payments.reconcile',
  every: 60,
  async run(ctx) {
    const providers = ctx
      .seam(paymentProviders)
      .filter(({ kind }) => kind === 'online')
      .map(({ code }) => code)
    const payments = await findDueChecks(ctx.sql, { providers, now: ctx.now(), limit: atMost })
    const refunds = await findDueRefunds(ctx.sql, ctx.now(), atMost)
    const results = await settleAll(ctx, [
      ...payments.map((payment) => () => checkPayment(ctx, payment)),
      ...refunds.map(({ id, paymentId, reason }) => async (): Promise<Result> => {
        const made = await ctx.call(refund, {
          refundId: RefundId.parse(id),
          paymentId: PaymentId.parse(paymentId),
          reason,
        })
        if (isRefused(made)) return 'unavailable'
        return made.status === 'requested' ? 'unchanged' : 'repaired'
      }),
    ])
    if (results.length === 0) return
    const count = (wanted: Result) => results.filter((result) => result === wanted).length
    ctx.log.info(
      {
        payments: payments.length,
        refunds: refunds.length,
        repaired: count('repaired'),
        unavailable: count('unavailable'),
        broken: count('broken'),
      },
      'payments were reconciled',
    )
  },
})

async function checkPayment(ctx: FreeContext, { id, providerReference }: DueCheck): Promise<Result> {
  // the answer to `open` was lost: opened again with the same key it is the same payment, and tells its reference
  if (providerReference === null) {
    const opened = await ctx.call(open, { paymentId: id })
    return isRefused(opened) ? 'unavailable' : 'repaired'
  }
  const checked = await ctx.call(reconcilePayment, { paymentId: id })
  if (isRefused(checked)) return 'unavailable'
  if (!checked.repaired) return 'unchanged'
  ctx.log.warn({ paymentId: id, status: checked.status }, 'a payment had moved at the provider without a word')
  return 'repaired'
}

/** A few at a time; one that breaks does not keep the others from being asked. */
async function settleAll(ctx: FreeContext, checks: readonly (() => Promise<Result>)[]): Promise<readonly Result[]> {
  const left = checks.values()
  const results: Result[] = []
  const work = async () => {
    for (const check of left) {
      results.push(
        await check().catch((error: unknown): Result => {
          ctx.log.error({ err: error }, 'a payment could not be reconciled')
          return 'broken'
        }),
      )
    }
  }
  await Promise.all(Array.from({ length: abreast }, work))
  return results
}
