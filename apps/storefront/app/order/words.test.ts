import { expect, it } from 'vitest'
import { orderWords, timelineWords } from './words.ts'

const order = {
  orderStatus: 'pending',
  paymentStatus: 'pending',
  payable: true,
  email: 'ada@example.org',
  total: { amount: 1_800, currency: 'USD' },
  payments: [],
} as const

it('asks to pay again only while that is possible', () => {
  expect(orderWords({ ...order, status: 'failed' }).text).toContain('pay again')
  expect(orderWords({ ...order, status: 'failed', payable: false }).text).not.toContain('pay again')
})

it('thanks for an order that is authorised as for one that is paid', () => {
  const confirmed = { ...order, status: 'pending', orderStatus: 'confirmed', payable: false } as const
  expect(orderWords(confirmed)).toEqual({
    title: 'Thank you for your order.',
    text: 'It will be packed next. The confirmation goes to ada@example.org.',
  })
  expect(orderWords({ ...confirmed, status: 'paid', paymentStatus: 'paid' }).text).toMatch(
    /^It is paid and will be packed/,
  )
})

it('says what is to be paid at the door, until it is', () => {
  const payments = [
    { provider: 'sandbox', status: 'failed' },
    { provider: 'cash-on-delivery', status: 'authorized' },
  ]
  const promised = {
    ...order,
    orderStatus: 'confirmed',
    paymentStatus: 'authorized',
    payable: false,
    payments,
  } as const
  const words = 'Cash on delivery: you pay $18.00 at the door.'
  expect(orderWords({ ...promised, status: 'pending' }).text).toContain(words)
  expect(orderWords({ ...promised, status: 'shipped' }).text).toContain(words)
  expect(orderWords({ ...promised, status: 'paid', paymentStatus: 'paid' }).text).not.toContain('at the door')
  const byBank = [{ provider: 'sandbox', status: 'authorized' }]
  expect(orderWords({ ...promised, status: 'pending', payments: byBank }).text).not.toContain('at the door')
})

it('has words for what happens, and none for what it does not know', () => {
  expect(timelineWords({ axis: 'payment', status: 'paid' })).toBe('Payment received')
  expect(timelineWords({ axis: 'return', status: 'none' })).toBeUndefined()
})
