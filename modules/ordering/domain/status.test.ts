import { describe, expect, test } from 'vitest'
import { type Axes, mayMove, visibleStatus } from './status.ts'

const placed: Axes = {
  orderStatus: 'pending',
  paymentStatus: 'pending',
  fulfilmentStatus: 'unfulfilled',
  returnStatus: 'none',
}
const confirmed: Axes = { ...placed, orderStatus: 'confirmed', paymentStatus: 'paid' }
const shipped: Axes = { ...confirmed, fulfilmentStatus: 'shipped' }

const cancelled: Axes = { ...placed, orderStatus: 'cancelled', paymentStatus: 'cancelled' }
const failed: Axes = { ...placed, paymentStatus: 'failed' }

describe('mayMove', () => {
  test.each<[string, Axes, Partial<Axes>]>([
    ['a placed order is confirmed', placed, { orderStatus: 'confirmed', paymentStatus: 'paid' }],
    ['a placed order is cancelled', placed, { orderStatus: 'cancelled' }],
    ['a confirmed order is cancelled before it is shipped', confirmed, { orderStatus: 'cancelled' }],
    ['a confirmed order is shipped', confirmed, { fulfilmentStatus: 'shipped' }],
    ['shipped goods come back', shipped, { returnStatus: 'returned' }],
    ['a failed payment is tried again', failed, { paymentStatus: 'pending' }],
    ['money comes late', cancelled, { paymentStatus: 'paid' }],
  ])('%s', (_sentence, from, to) => {
    expect(mayMove(from, to)).toBe(true)
  })

  test.each<[string, Axes, Partial<Axes>]>([
    ['a shipped order is not cancelled', shipped, { orderStatus: 'cancelled' }],
    ['a cancelled order stays so', cancelled, { orderStatus: 'confirmed' }],
    ['an unconfirmed order is not shipped', placed, { fulfilmentStatus: 'shipped' }],
    ['nothing arrives that was not shipped', confirmed, { fulfilmentStatus: 'delivered' }],
    ['nothing comes back that was not shipped', confirmed, { returnStatus: 'returned' }],
    ['money is not unpaid', confirmed, { paymentStatus: 'pending' }],
  ])('%s', (_sentence, from, to) => {
    expect(mayMove(from, to)).toBe(false)
  })
})

describe('visibleStatus', () => {
  test.each<[string, Axes]>([
    ['pending', placed],
    ['pending', { ...placed, orderStatus: 'confirmed', paymentStatus: 'authorized' }],
    ['failed', { ...placed, paymentStatus: 'failed' }],
    ['paid', confirmed],
    ['paid', { ...confirmed, paymentStatus: 'partly_refunded' }],
    ['shipped', shipped],
    ['delivered', { ...shipped, fulfilmentStatus: 'delivered' }],
    ['returned', { ...shipped, returnStatus: 'returned' }],
    ['refunded', { ...shipped, returnStatus: 'returned', paymentStatus: 'refunded' }],
    ['cancelled', { ...placed, orderStatus: 'cancelled', paymentStatus: 'cancelled' }],
    ['cancelled', { ...confirmed, orderStatus: 'cancelled' }],
    ['refunded', { ...confirmed, orderStatus: 'cancelled', paymentStatus: 'refunded' }],
  ])('%s', (expected, axes) => {
    expect(visibleStatus(axes)).toBe(expected)
  })
})
