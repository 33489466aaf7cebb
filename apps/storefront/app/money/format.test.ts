import { describe, expect, it } from 'vitest'
import { formatAmount, formatPrice, minorUnits } from './format.ts'

describe('a price', () => {
  it.each([
    [{ amount: 24_000, currency: 'USD' }, '$240'],
    [{ amount: 24_050, currency: 'USD' }, '$240.50'],
    [{ amount: 1_234_500, currency: 'GBP' }, '£12,345'],
    [{ amount: 24_000, currency: 'JPY' }, '¥24,000'],
    [{ amount: 24_500, currency: 'KWD' }, 'KWD 24.500'],
  ])('of %o reads %s', (money, text) => {
    expect(formatPrice(money).replaceAll('\u00a0', ' ')).toBe(text)
  })
})

it('shows cents on a bill even where there are none', () => {
  expect(formatAmount({ amount: 24_000, currency: 'EUR' })).toBe('€240.00')
  expect(formatAmount({ amount: 0, currency: 'JPY' })).toBe('¥0')
})

it('counts in minor units by the exponent of the currency', () => {
  expect(minorUnits(19.99, 'USD')).toBe(1999)
  expect(minorUnits(250, 'JPY')).toBe(250)
})
