import type { ShippingOption } from '../api/outputs.ts'
import { formatAmount } from '../money/format.ts'

export function priceOf({ price }: Pick<ShippingOption, 'price'>): string {
  return price.amount === 0 ? 'Free' : formatAmount(price)
}
