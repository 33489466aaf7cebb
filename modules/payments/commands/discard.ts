import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { factOf } from '../announce.ts'
import { lockPayment } from '../data/locks.ts'
import { insertPayment, movePayment } from '../data/payments.ts'
import { NewPayment, PaymentId } from '../domain/payment.ts'
import { paymentCancelled } from '../events.ts'
import { isOnline } from '../next-check.ts'

export const discard = command({
  name: 'payments.discard',
  summary: 'Undoes the creation of a payment that was never opened; coming before it, it bars it.',
  access: internal,
  input: NewPayment,
  output: z.object({ paymentId: PaymentId }).meta({ id: 'DiscardedPayment' }),
  async run(ctx, payment) {
    const { paymentId } = payment
    const at = ctx.now()
    if (await insertPayment(ctx.sql, payment, { status: 'cancelled', at })) return { paymentId }
    const created = await lockPayment(ctx.sql, paymentId)
    // at the door it is authorised without having been opened, which was told
    const isPromise = created?.status === 'authorized' && !isOnline(ctx, created)
    if (created?.status === 'created' || isPromise) {
      await movePayment(ctx.sql, {
        payment: created,
        to: 'cancelled',
        source: 'shop',
        ...payment.amount,
        providerReference: null,
        webhookId: null,
        reason: 'discarded',
        checkAt: null,
        at,
      })
      if (isPromise) ctx.publish(paymentCancelled, { ...factOf(created), reason: 'discarded' })
    }
    return { paymentId }
  },
})
