import { expect, it } from 'vitest'
import { orderWords, timelineWords } from './words.ts'

const order = { orderStatus: 'pending', paymentStatus: 'pending', payable: true, email: 'ada@example.org' } as const

it('asks to pay again only while that is possible', () => {
  expect(orderWords({ ...order, status: 'failed' }).text).toContain('pay again')
  expect(orderWords({ ...order, status: 'failed', payable: false }).text).not.toContain('pay again')
})

it('thanks for an order that is to be paid at the door as for one that is paid', () => {
  const confirmed = { ...order, status: 'pending', orderStatus: 'confirmed', payable: false } as const
  expect(orderWords(confirmed)).toEqual({
    title: 'Thank you for your order.',
    text: 'It will be packed next. The confirmation goes to ada@example.org.',
  })
  expect(orderWords({ ...confirmed, status: 'paid', paymentStatus: 'paid' }).text).toMatch(
    /^It is paid and will be packed/,
  )
})

it('has words for what happens, and none for what it does not know', () => {
  expect(timelineWords({ axis: 'payment', status: 'paid' })).toBe('Payment received')
  expect(timelineWords({ axis: 'return', status: 'none' })).toBeUndefined()
})
