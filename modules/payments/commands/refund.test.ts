import { newId } from '@merx/kernel'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RefundId } from '../domain/payment.ts'
import { payment } from '../queries/payment.ts'
import { openTill, type Till } from '../testing/till.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { refund } from './refund.ts'
import { requestRefund } from './request-refund.ts'

describe('payments.refund', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill()
  })
  afterAll(() => till.close())
  afterEach(() => {
    till.bank.down = false
  })

  const paid = async () => {
    const paymentId = await till.opened()
    await till.shop.call(receiveWebhook, till.bank.webhook(paymentId, { status: 'captured' }))
    return paymentId
  }
  const newRefundId = () => RefundId.parse(newId())
  const eur = (amount: number) => ({ amount, currency: 'EUR' })

  it('gives all back when no amount is named', async () => {
    const paymentId = await paid()
    const refundId = newRefundId()
    const made = await till.shop.call(refund, { refundId, paymentId, reason: 'returned' })
    expect(made).toEqual({ refundId, paymentId, amount: eur(4_200), status: 'succeeded' })
    expect(await till.row(paymentId)).toMatchObject({ status: 'refunded', refunded: 4_200, refunding: 0 })
    expect(await till.heard(paymentId)).toEqual(['captured', 'refunded'])
  })

  it('refunds once when asked twice at once, and again', async () => {
    const paymentId = await paid()
    const input = { refundId: newRefundId(), paymentId, amount: eur(3_000), reason: 'returned' }
    const answers = await Promise.all(Array.from({ length: 6 }, () => till.shop.call(refund, input)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await till.shop.call(refund, input)).toEqual(answers[0])
    expect(await till.row(paymentId)).toMatchObject({ status: 'captured', refunded: 3_000, refunding: 0 })
    expect(await till.heard(paymentId)).toEqual(['captured', 'refunded'])
  })

  it('gives no more back than came, whoever asks at the same moment', async () => {
    const paymentId = await paid()
    const ask = () =>
      till.shop.call(refund, { refundId: newRefundId(), paymentId, amount: eur(1_500), reason: 'returned' })
    const answers = await Promise.all(Array.from({ length: 5 }, ask))
    expect(answers.filter((answer) => 'status' in answer && answer.status === 'succeeded')).toHaveLength(2)
    expect(answers.filter((answer) => 'code' in answer && answer.code === 'refund_exceeds_payment')).toHaveLength(3)
    expect(await till.shop.call(payment, { paymentId })).toMatchObject({ refunded: eur(3_000), refundable: eur(1_200) })
  })

  it('refuses where no money came, or money of another kind', async () => {
    const unpaid = await till.opened()
    const reason = 'returned'
    expect(await till.shop.call(refund, { refundId: newRefundId(), paymentId: unpaid, reason })).toMatchObject({
      code: 'payment_not_captured',
    })
    const paymentId = await paid()
    const dollars = { amount: 100, currency: 'USD' }
    const refunds = await till.count('refund')
    expect(await till.shop.call(refund, { refundId: newRefundId(), paymentId, amount: dollars, reason })).toMatchObject(
      {
        code: 'refund_exceeds_payment',
        data: { refundable: eur(4_200) },
      },
    )
    expect(await till.count('refund')).toBe(refunds)
  })

  it('keeps what the provider could not do, and the job does it once the provider is back', async () => {
    const paymentId = await paid()
    const input = { refundId: newRefundId(), paymentId, amount: eur(4_200), reason: 'returned' }
    till.bank.down = true
    expect(await till.shop.call(refund, input)).toMatchObject({ code: 'provider_unavailable' })
    expect(await till.row(paymentId)).toMatchObject({ status: 'captured', refunding: 4_200, refunded: 0 })
    till.bank.down = false
    till.shop.clock.now = new Date(till.shop.clock.now.getTime() + 10 * 60_000)
    await till.shop.runtime.jobs.runJob('payments.reconcile')
    expect(await till.row(paymentId)).toMatchObject({ status: 'refunded', refunding: 0, refunded: 4_200 })
    expect(await till.heard(paymentId)).toEqual(['captured', 'refunded'])
  })

  it('frees what was set aside when the provider says no', async () => {
    const paymentId = await paid()
    const refundId = newRefundId()
    till.bank.down = true
    await till.shop.call(refund, { refundId, paymentId, reason: 'returned' })
    const report = { kind: 'refund', refundId, providerReference: 'x', status: 'failed', amount: eur(4_200) }
    const sent = till.bank.signed({ eventId: newId(), report })
    expect(await till.shop.call(receiveWebhook, sent)).toEqual({ outcome: 'applied' })
    expect(await till.row(paymentId)).toMatchObject({ status: 'captured', refunding: 0, refunded: 0 })
    expect(await till.heard(paymentId)).toEqual(['captured'])
  })

  it('is made after commit when a unit of work asks for it', async () => {
    const paymentId = await paid()
    const input = { refundId: newRefundId(), paymentId, reason: 'paid after it was cancelled' }
    expect(await till.shop.call(requestRefund, input)).toMatchObject({ status: 'requested', amount: eur(4_200) })
    await till.shop.call(requestRefund, input)
    expect(await till.heard(paymentId)).toEqual(['captured', 'refunded'])
    expect(till.bank.refunds.get(input.refundId)).toMatchObject({ amount: eur(4_200) })
  })
})
