import { type Money, money } from '@merx/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CartToPrice, priceCart } from './price-cart.ts'

const us = { currency: 'USD', taxMode: 'exclusive' } as const
const eu = { currency: 'EUR', taxMode: 'inclusive' } as const
const usd = (amount: number): Money => money(amount, 'USD')
const eur = (amount: number): Money => money(amount, 'EUR')

describe('priceCart', () => {
  test('adds tax to prices shown without it, rounded once a line, halves away from zero', () => {
    const priced = priceCart({
      market: us,
      lines: [
        { id: 'a', unitPrice: usd(1_999), quantity: 3, taxCategory: 'standard' },
        { id: 'b', unitPrice: usd(500), quantity: 1, taxCategory: 'exempt' },
      ],
      shipping: { price: usd(900), taxCategory: 'standard' },
      rates: [{ taxCategory: 'standard', name: 'Sales tax', rate: 88_750 }],
    })
    // 5997 x 8.875 % = 532.23; 900 x 8.875 % = 79.875
    expect(priced.lines.map((line) => [line.subtotal.amount, line.tax.amount, line.total.amount])).toEqual([
      [5_997, 532, 6_529],
      [500, 0, 500],
    ])
    expect(priced.totals).toEqual({
      subtotal: usd(6_497),
      discount: usd(0),
      shipping: usd(900),
      tax: usd(612),
      total: usd(8_009),
    })
    expect(priced.taxLines).toEqual([{ name: 'Sales tax', rate: 88_750, amount: usd(612) }])
  })

  test('takes tax out of prices shown with it, and the buyer pays what was shown', () => {
    const priced = priceCart({
      market: eu,
      lines: [{ id: 'a', unitPrice: eur(11_999), quantity: 1, taxCategory: 'standard' }],
      rates: [{ taxCategory: 'standard', name: 'VAT', rate: 190_000 }],
    })
    // 119.99 / 1.19 = 100.83 net
    expect(priced.lines[0]).toMatchObject({ subtotal: eur(11_999), tax: eur(1_916), total: eur(11_999) })
    expect(priced.totals).toEqual({
      subtotal: eur(11_999),
      discount: eur(0),
      shipping: null,
      tax: eur(1_916),
      total: eur(11_999),
    })
  })

  test('splits contained tax over several rates without losing a cent', () => {
    const { taxLines } = priceCart({
      market: { currency: 'CAD', taxMode: 'inclusive' },
      lines: [{ id: 'a', unitPrice: money(10_001, 'CAD'), quantity: 1, taxCategory: 'standard' }],
      rates: [
        { taxCategory: 'standard', name: 'GST', rate: 50_000 },
        { taxCategory: 'standard', name: 'QST', rate: 99_750 },
      ],
    })
    // 10001 / 1.14975 = 8698 net, 1303 tax
    expect(taxLines.map((line) => line.amount.amount)).toEqual([435, 868])
  })

  test('taxes what is left after the discount', () => {
    const { lines, totals } = priceCart({
      market: us,
      lines: [{ id: 'a', unitPrice: usd(1_000), quantity: 2, taxCategory: 'standard', discount: usd(500) }],
      rates: [{ taxCategory: 'standard', name: 'Tax', rate: 100_000 }],
    })
    expect(lines[0]).toMatchObject({ subtotal: usd(2_000), discount: usd(500), tax: usd(150), total: usd(1_650) })
    expect(totals.total).toEqual(usd(1_650))
  })

  test('refuses a discount above the price, and an empty cart costs nothing', () => {
    const line = { id: 'a', unitPrice: usd(100), quantity: 1, taxCategory: 'standard', discount: usd(101) }
    expect(() => priceCart({ market: us, lines: [line], rates: [] })).toThrow('exceeds its price')
    expect(priceCart({ market: us, lines: [], rates: [] }).totals).toEqual({
      subtotal: usd(0),
      discount: usd(0),
      shipping: null,
      tax: usd(0),
      total: usd(0),
    })
  })

  test('whatever the cart, totals are the sums of their lines', () => {
    const line = fc.record({
      unitPrice: fc.integer({ min: 0, max: 10_000_000 }),
      quantity: fc.integer({ min: 1, max: 999 }),
      taxCategory: fc.constantFrom('standard', 'reduced', 'exempt'),
    })
    const rate = fc.record({
      taxCategory: fc.constantFrom('standard', 'reduced'),
      name: fc.constantFrom('A', 'B'),
      rate: fc.integer({ min: 0, max: 1_000_000 }),
    })
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.array(rate, { maxLength: 4 }),
        fc.boolean(),
        (lines, rates, inclusive) => {
          const cart: CartToPrice = {
            market: inclusive ? { ...us, taxMode: 'inclusive' } : us,
            lines: lines.map((each, index) => ({ ...each, id: String(index), unitPrice: usd(each.unitPrice) })),
            rates,
          }
          const { lines: priced, totals, taxLines } = priceCart(cart)
          const total = (amounts: readonly Money[]) => amounts.reduce((all, { amount }) => all + amount, 0)
          expect(totals.total.amount).toBe(total(priced.map((each) => each.total)))
          expect(totals.tax.amount).toBe(total(taxLines.map((each) => each.amount)))
          expect(totals.total.amount).toBe(
            inclusive ? totals.subtotal.amount : totals.subtotal.amount + totals.tax.amount,
          )
        },
      ),
    )
  })
})
