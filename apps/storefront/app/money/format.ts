import type { Money } from '../api/outputs.ts'

/** As a tag shows it: `$240`, and `$240.50` only where there are cents. */
export function formatPrice({ amount, currency }: Money): string {
  return formatter(currency, 'stripIfInteger').format(major(amount, currency))
}

/** As a bill shows it: `$240.00`. */
export function formatAmount({ amount, currency }: Money): string {
  return formatter(currency, 'auto').format(major(amount, currency))
}

/** As machines read it: `240.50`, with a point and no sign. */
export function decimal({ amount, currency }: Money): string {
  return major(amount, currency).toFixed(exponentOf(currency))
}

/** Whole units of a currency as people type them, in its minor units. */
export function minorUnits(units: number, currency: string): number {
  return Math.round(units * 10 ** exponentOf(currency))
}

function major(amount: number, currency: string): number {
  return amount / 10 ** exponentOf(currency)
}

function exponentOf(currency: string): number {
  return formatter(currency, 'auto').resolvedOptions().maximumFractionDigits ?? 2
}

const formatters = new Map<string, Intl.NumberFormat>()

/** Making one takes longer than rendering a card. */
function formatter(currency: string, trailingZeroDisplay: 'auto' | 'stripIfInteger'): Intl.NumberFormat {
  const key = `${currency} ${trailingZeroDisplay}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay,
  })
  formatters.set(key, made)
  return made
}
