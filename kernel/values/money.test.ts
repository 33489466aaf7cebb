import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, allocate, money, proportion, sum, times } from './money.ts'

describe('money', () => {
  test('holds whole minor units only', () => {
    expect(() => money(19.99, 'USD')).toThrow('no amount in minor units')
    expect(() => money(2 ** 53, 'USD')).toThrow('no amount in minor units')
    expect(() => times(money(2 ** 52, 'USD'), 4)).toThrow('no amount in minor units')
  })

  test('does not add apples to pears', () => {
    expect(() => add(money(1, 'USD'), money(1, 'EUR'))).toThrow('USD and EUR do not add up')
    expect(sum([money(1, 'USD'), money(2, 'USD')], 'USD')).toEqual(money(3, 'USD'))
  })
})

describe('proportion', () => {
  test.each([
    { of: 100, parts: [1, 3], is: 33 },
    { of: 50, parts: [1, 100], is: 1 },
    { of: 49, parts: [1, 100], is: 0 },
    { of: -50, parts: [1, 100], is: -1 },
    { of: 9_007_199_254_740_991, parts: [999_999, 1_000_000], is: 9_007_190_247_541_736 },
  ] as const)('$parts.0 / $parts.1 of $of is $is', ({ of, parts: [numerator, denominator], is }) => {
    expect(proportion(of, numerator, denominator)).toBe(is)
  })
})

describe('allocate', () => {
  test('gives what rounding leaves to the largest remainders, first come first', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(allocate(10, [0, 0])).toEqual([10, 0])
    expect(allocate(5, [3, 0, 1])).toEqual([4, 0, 1])
  })

  test('never loses or makes a unit', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (amount, shares) => {
        expect(allocate(amount, shares).reduce((a, b) => a + b, 0)).toBe(amount)
      }),
    )
  })
})
