import type { Money } from '../api/outputs.ts'

type Shown = { readonly goods: Money; readonly shipping: Money; readonly total: Money }

/** The tax that a market adds at the end; none where prices hold it already. */
export function addedTax({ goods, shipping, total }: Shown): Money | undefined {
  const amount = total.amount - goods.amount - shipping.amount
  return amount > 0 ? { amount, currency: total.currency } : undefined
}
