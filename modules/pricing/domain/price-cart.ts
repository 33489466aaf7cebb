import { add, allocate, type Money, money, proportion, subtract, sum, times } from '@merx/kernel'
import type { Market } from './market.ts'
import type { TaxRate } from './tax.ts'

const million = 1_000_000

/** What is to be priced: nothing here is looked up, so that the same input gives the same totals everywhere. */
export type CartToPrice = {
  readonly market: Pick<Market, 'currency' | 'taxMode'>
  readonly lines: readonly LineToPrice[]
  readonly shipping?: { readonly price: Money; readonly taxCategory: string } | undefined
  /** The rates of the destination. Several of one category add up. */
  readonly rates: readonly TaxRate[]
}

export type LineToPrice = {
  readonly id: string
  readonly unitPrice: Money
  readonly quantity: number
  readonly taxCategory: string
  /** For the whole line; never more than it costs. */
  readonly discount?: Money
}

export type TaxLine = { readonly name: string; readonly rate: number; readonly amount: Money }

export type PricedLine = {
  readonly id: string
  readonly unitPrice: Money
  readonly quantity: number
  /** Unit price times quantity, as the market shows prices. */
  readonly subtotal: Money
  readonly discount: Money
  /** Contained in `total` where the market shows prices with tax, added to it where it does not. */
  readonly tax: Money
  /** What the buyer pays for the line. */
  readonly total: Money
  readonly taxLines: readonly TaxLine[]
}

export type Totals = {
  readonly subtotal: Money
  readonly discount: Money
  /** As the market shows prices; `null` until an option is chosen. */
  readonly shipping: Money | null
  readonly tax: Money
  readonly total: Money
}

export type PricedCart = {
  readonly lines: readonly PricedLine[]
  readonly totals: Totals
  readonly taxLines: readonly TaxLine[]
}

/**
 * Prices a cart. Tax is rounded once a line and rate, halves away from zero, so that the lines of an invoice add up to its totals.
 * Prices without tax: tax = net x rate. Prices with tax: net = gross / (1 + sum of rates), tax = gross - net, split over the rates by
 * their share; the buyer never pays a cent more than the price shown.
 */
export function priceCart({ market, lines, shipping, rates }: CartToPrice): PricedCart {
  const { currency } = market
  const pricedLines = lines.map((line) => priceLine(line, market, rates))
  const shippingTax = shipping && taxOn(shipping.price, market, ratesOf(rates, shipping.taxCategory))
  const taxLines = merged([...pricedLines.flatMap((line) => line.taxLines), ...(shippingTax ?? [])])
  const paidForShipping = shipping ? paid(shipping.price, shippingTax ?? [], market) : money(0, currency)
  return {
    lines: pricedLines,
    taxLines,
    totals: {
      subtotal: sum(
        pricedLines.map((line) => line.subtotal),
        currency,
      ),
      discount: sum(
        pricedLines.map((line) => line.discount),
        currency,
      ),
      shipping: shipping ? shipping.price : null,
      tax: sum(
        taxLines.map((line) => line.amount),
        currency,
      ),
      total: add(
        sum(
          pricedLines.map((line) => line.total),
          currency,
        ),
        paidForShipping,
      ),
    },
  }
}

function priceLine(line: LineToPrice, market: CartToPrice['market'], rates: readonly TaxRate[]): PricedLine {
  const subtotal = times(line.unitPrice, line.quantity)
  const discount = line.discount ?? money(0, market.currency)
  if (discount.amount > subtotal.amount) throw new RangeError(`The discount of line ${line.id} exceeds its price`)
  const shown = subtract(subtotal, discount)
  const taxLines = taxOn(shown, market, ratesOf(rates, line.taxCategory))
  return {
    id: line.id,
    unitPrice: line.unitPrice,
    quantity: line.quantity,
    subtotal,
    discount,
    tax: sum(
      taxLines.map((tax) => tax.amount),
      market.currency,
    ),
    total: paid(shown, taxLines, market),
    taxLines,
  }
}

function taxOn(shown: Money, market: CartToPrice['market'], rates: readonly TaxRate[]): readonly TaxLine[] {
  const amounts =
    market.taxMode === 'exclusive'
      ? rates.map(({ rate }) => proportion(shown.amount, rate, million))
      : contained(shown, rates)
  return rates.map(({ name, rate }, index) => ({ name, rate, amount: money(amounts[index] ?? 0, shown.currency) }))
}

function contained(gross: Money, rates: readonly TaxRate[]): readonly number[] {
  const together = rates.reduce((total, { rate }) => total + rate, 0)
  const net = proportion(gross.amount, million, million + together)
  return allocate(
    gross.amount - net,
    rates.map(({ rate }) => rate),
  )
}

function paid(shown: Money, taxLines: readonly TaxLine[], market: CartToPrice['market']): Money {
  return market.taxMode === 'inclusive'
    ? shown
    : add(
        shown,
        sum(
          taxLines.map((tax) => tax.amount),
          market.currency,
        ),
      )
}

function ratesOf(rates: readonly TaxRate[], taxCategory: string): readonly TaxRate[] {
  return rates.filter((rate) => rate.taxCategory === taxCategory)
}

/** One line for each tax and rate, as an invoice shows them. */
function merged(all: readonly TaxLine[]): readonly TaxLine[] {
  const byTax = new Map<string, TaxLine>()
  for (const line of all) {
    const key = `${line.name} ${line.rate}`
    const before = byTax.get(key)
    byTax.set(key, before ? { ...before, amount: add(before.amount, line.amount) } : line)
  }
  return [...byTax.values()]
}
