import { expect, it } from 'vitest'
import { addedTax } from './totals.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

it('finds the tax that was added to goods and shipping', () => {
  expect(addedTax({ goods: usd(10_000), shipping: usd(900), total: usd(11_709) })).toEqual(usd(809))
})

it('finds none where prices hold it', () => {
  expect(addedTax({ goods: usd(10_000), shipping: usd(900), total: usd(10_900) })).toBeUndefined()
})
