import { describe, expect, test } from 'vitest'
import { orderPlacedMessage } from '../testing/messages.ts'
import { writeMessage } from './write-message.ts'

const { content } = orderPlacedMessage({ dedupeKey: 'x', to: 'ada@example.com' })
const shop = { language: 'en', shopName: 'Noirel' }

describe('writeMessage', () => {
  test('writes money and dates as the language does', () => {
    const { text } = writeMessage(content, shop)
    expect(text).toContain('Your order M-100042 of March 1, 2026')
    expect(text).toContain('2 × Cup <small> (White)  €50.00\nVase  €120.00')
    expect(text).toContain('Subtotal  €170.00\nShipping  €5.00\nTotal  €175.00\nof which tax  €27.94')
    expect(writeMessage(content, { ...shop, language: 'de' }).text).toContain('Total  175,00\u00a0€')
  })

  test('writes currencies without minor units as such', () => {
    if (content.template !== 'order-placed') throw new Error('expected an order')
    const order = { ...content.order, total: { amount: 5_000, currency: 'JPY' as const } }
    expect(writeMessage({ ...content, order }, shop).text).toContain('Total  ¥5,000')
  })

  test('escapes what stands in the order', () => {
    const { html } = writeMessage(content, shop)
    expect(html).toContain('2 × Cup &lt;small&gt;')
    expect(html).not.toContain('<small>')
    expect(html).toContain('href="https://shop.example/orders/M-100042?token=abc&amp;x=1"')
  })

  test('tells on a confirmation what is to be paid at the door, and nothing where nothing is', () => {
    if (content.template !== 'order-placed') throw new Error('expected an order')
    const confirmed = { template: 'order-confirmed', order: content.order } as const
    const dueOnDelivery = { amount: 17_500, currency: 'EUR' } as const
    expect(writeMessage({ ...confirmed, dueOnDelivery }, shop).text).toContain(
      'Cash on delivery: you pay €175.00 at the door.',
    )
    expect(writeMessage(confirmed, shop).text).not.toContain('at the door')
  })

  test('tells on a cancellation what goes back, and that nothing was charged', () => {
    if (content.template !== 'order-placed') throw new Error('expected an order')
    const cancelled = { template: 'order-cancelled', order: content.order, reason: 'requested' } as const
    expect(writeMessage({ ...cancelled, refund: { amount: 17_500, currency: 'EUR' } }, shop).text).toContain(
      '€175.00 go back to you',
    )
    const expired = writeMessage({ ...cancelled, reason: 'expired', refund: null }, shop)
    expect(expired.subject).toBe('Your order M-100042 is cancelled')
    expect(expired.text).toContain('was not paid in time')
    expect(expired.text).toContain('Nothing was charged')
  })
})
