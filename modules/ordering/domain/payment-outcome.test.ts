import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cancelled } from './cancellation.ts'
import { OrderId } from './ids.ts'
import type { Applied, LockedOrder, OrderPaymentState } from './order.ts'
import { applyOutcomes, type PaymentOutcome } from './payment-outcome.ts'

const orderId = OrderId.parse('018f0000-0000-7000-8000-000000000001')
const [card, cash] = ['018f0000-0000-7000-8000-00000000000a', '018f0000-0000-7000-8000-00000000000b'] as const

function orderWith(...statuses: readonly OrderPaymentState[]): LockedOrder {
  return {
    id: orderId,
    number: 100_042,
    currency: 'EUR',
    total: 1_000,
    expiresAt: new Date('2026-03-01T10:15:00Z'),
    orderStatus: 'pending',
    paymentStatus: 'pending',
    fulfilmentStatus: 'unfulfilled',
    returnStatus: 'none',
    payments: statuses.map((status, index) => ({
      paymentId: index === 0 ? card : cash,
      provider: index === 0 ? 'card' : 'cash',
      status,
      refundId: null,
    })),
  }
}

const outcome = (kind: PaymentOutcome['kind'], paymentId: string = card): PaymentOutcome => ({
  orderId,
  paymentId,
  kind,
  reason: null,
})

const newRefundId = () => randomUUID()

const apply = (order: LockedOrder, ...outcomes: readonly PaymentOutcome[]): Applied =>
  applyOutcomes(order, outcomes, newRefundId)

describe('applyOutcomes', () => {
  test('money confirms a pending order and calls off what else was tried', () => {
    const { order, history, consequences } = apply(orderWith('failed', 'open'), outcome('captured', cash))
    expect([order.orderStatus, order.paymentStatus]).toEqual(['confirmed', 'paid'])
    expect(history).toEqual([
      { axis: 'order', from: 'pending', to: 'confirmed', reason: null },
      { axis: 'payment', from: 'pending', to: 'paid', reason: null },
    ])
    expect(consequences).toEqual({ refunds: [], abandon: [card] })
  })

  test('a promise confirms too, and money completes it', () => {
    const authorized = apply(orderWith('open'), outcome('authorized'))
    expect([authorized.order.orderStatus, authorized.order.paymentStatus]).toEqual(['confirmed', 'authorized'])
    expect(apply(authorized.order, outcome('captured')).order.paymentStatus).toBe('paid')
  })

  test('a payment that was superseded counts if its money comes first', () => {
    const { order, consequences } = apply(orderWith('cancelled', 'open'), outcome('captured'))
    expect(order.orderStatus).toBe('confirmed')
    expect(consequences).toEqual({ refunds: [], abandon: [cash] })
  })

  test('money for an order that is held by another payment goes back, once', () => {
    const held = apply(orderWith('open', 'open'), outcome('authorized', cash)).order
    const { order, consequences } = apply(held, outcome('captured'), outcome('captured'))
    expect(consequences.refunds).toEqual([{ paymentId: card, refundId: expect.any(String), reason: 'paid_twice' }])
    expect(order.paymentStatus).toBe('authorized')
    expect(apply(order, outcome('refunded')).order.paymentStatus).toBe('authorized')
  })

  test('money for a cancelled order goes back, and the order is refunded when it has', () => {
    const given = cancelled(orderWith('open'), 'expired', newRefundId)
    if (!given) throw new Error('a pending order can be cancelled')
    const late = apply(given.order, outcome('captured'))
    expect(late.order).toMatchObject({ orderStatus: 'cancelled', paymentStatus: 'paid' })
    expect(late.consequences.refunds).toHaveLength(1)
    expect(apply(late.order, outcome('refunded')).order.paymentStatus).toBe('refunded')
  })

  test('a failure of the newest payment alone shows on the order', () => {
    expect(apply(orderWith('open', 'open'), outcome('failed')).order.paymentStatus).toBe('pending')
    expect(apply(orderWith('open', 'open'), outcome('failed', cash)).order.paymentStatus).toBe('failed')
  })

  test('whatever comes in whatever order, money counts once and none is kept that is not owed', () => {
    const step = fc.oneof(
      fc.constant('cancel' as const),
      fc.record({
        kind: fc.constantFrom('captured' as const, 'authorized' as const, 'failed' as const, 'cancelled' as const),
        paymentId: fc.constantFrom(card, cash),
      }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let order = orderWith('open', 'open')
        const refunded: string[] = []
        for (const one of steps) {
          const next =
            one === 'cancel'
              ? cancelled(order, 'requested', newRefundId)
              : apply(order, outcome(one.kind, one.paymentId))
          if (!next) continue
          order = next.order
          refunded.push(...next.consequences.refunds.map(({ paymentId }) => paymentId))
        }
        const captured = order.payments.filter(({ status }) => status === 'paid')
        const kept = captured.filter(({ refundId }) => refundId === null)
        expect(new Set(refunded).size).toBe(refunded.length)
        expect(captured.length - kept.length).toBe(refunded.length)
        expect(kept.length).toBeLessThanOrEqual(order.orderStatus === 'cancelled' ? 0 : 1)
        if (kept.length === 1) expect(order).toMatchObject({ orderStatus: 'confirmed', paymentStatus: 'paid' })
      }),
    )
  })
})
