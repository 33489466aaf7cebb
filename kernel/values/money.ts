import { z } from 'zod'
import { currencies } from './currency.ts'

/** An amount in the currency's minor units (cents, yen, fils). Always a safe integer. */
export type Money = { readonly amount: number; readonly currency: string }

export const Currency: z.ZodType<string, string> = z.enum(currencies).meta({ id: 'Currency', description: 'ISO 4217' })

export const MinorUnits = z
  .int()
  .meta({ id: 'MinorUnits', description: 'An amount in the minor units of its currency' })

export const Money = z.object({ amount: MinorUnits, currency: Currency }).meta({ id: 'Money' })

export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is no amount in minor units`)
  return { amount, currency }
}

export function add(a: Money, b: Money): Money {
  return money(a.amount + sameCurrency(a, b).amount, a.currency)
}

export function subtract(a: Money, b: Money): Money {
  return money(a.amount - sameCurrency(a, b).amount, a.currency)
}

export function times(a: Money, quantity: number): Money {
  return money(a.amount * quantity, a.currency)
}

export function sum(all: readonly Money[], currency: string): Money {
  return all.reduce(add, money(0, currency))
}

export function equals(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency
}

/**
 * `amount * numerator / denominator` in whole minor units, halves away from zero (commercial rounding, as EU tax authorities accept
 * for VAT). Exact for every safe integer, because it never leaves whole numbers.
 */
export function proportion(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator)
  const divisor = BigInt(denominator)
  const doubled = (product < 0n ? -product : product) * 2n + divisor
  const rounded = Number(doubled / (divisor * 2n))
  return product < 0n ? -rounded : rounded
}

/** Splits an amount by weights so that the parts sum to it exactly; what rounding leaves goes to the largest remainders, first come first. */
export function allocate(amount: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((a, b) => a + b, 0)
  if (total === 0) return weights.map((_, index) => (index === 0 ? amount : 0))
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const parts = exact.map((part) => Number(part / BigInt(total)))
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part % BigInt(total) }))
    .sort((a, b) => Number(magnitude(b.remainder) - magnitude(a.remainder)) || a.index - b.index)
  let left = amount - parts.reduce((a, b) => a + b, 0)
  for (const { index } of byRemainder) {
    if (left === 0) break
    parts[index] = (parts[index] ?? 0) + Math.sign(left)
    left -= Math.sign(left)
  }
  return parts
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} do not add up`)
  return b
}
