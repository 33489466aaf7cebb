import { describe, expect, it } from 'vitest'
import { isCancellable, moveFor, refundable } from './moves.ts'
import { type Payment, PaymentId, PaymentStatus } from './payment.ts'
import type { PaymentReport, ReportedStatus } from './provider.ts'

const payment = (status: PaymentStatus): Payment => ({
  id: PaymentId.parse('0198c2a8-0000-7000-8000-000000000001'),
  reference: 'order',
  amount: 4_200,
  currency: 'EUR',
  description: 'Order M-100042',
  provider: 'paper',
  returnUrl: 'https://shop.example/',
  providerReference: null,
  status,
  next: null,
  captured: 0,
  refunding: 0,
  refunded: 0,
  createdAt: new Date(0),
})

const report = (status: ReportedStatus, amount = 4_200): PaymentReport => ({
  kind: 'payment',
  providerReference: 'paper-1',
  paymentId: undefined,
  status,
  amount: { amount, currency: 'EUR' },
})

const statuses = PaymentStatus.options
const settled: readonly PaymentStatus[] = ['captured', 'refunded', 'mismatched']
const reported: readonly ReportedStatus[] = ['pending', 'authorized', 'captured', 'failed', 'cancelled']

describe('the moves of a payment', () => {
  it.each(statuses.filter((status) => !settled.includes(status)))('takes money that comes while it is %s', (status) => {
    expect(moveFor(payment(status), report('captured'))).toBe('captured')
    expect(moveFor(payment(status), report('captured', 4_199))).toBe('mismatched')
  })

  it.each(settled)('believes no later word once it is %s', (status) => {
    for (const word of reported) expect(moveFor(payment(status), report(word))).toBeUndefined()
    expect(isCancellable(status)).toBe(false)
  })

  it('does not go back to waiting', () => {
    for (const status of ['pending', 'failed', 'authorized', 'cancelled'] as const) {
      expect(moveFor(payment(status), report('pending'))).toBeUndefined()
    }
  })

  it('takes a decline after an authorisation for one that came late', () => {
    expect(moveFor(payment('authorized'), report('failed'))).toBeUndefined()
  })

  it('checks the amount of money only, not of words', () => {
    expect(moveFor(payment('pending'), report('failed', 1))).toBe('failed')
    expect(moveFor(payment('pending'), report('authorized', 1))).toBe('mismatched')
  })

  it('leaves to refund what is neither refunded nor being refunded', () => {
    expect(refundable({ ...payment('captured'), captured: 4_200, refunding: 1_000, refunded: 200 })).toBe(3_000)
  })
})
