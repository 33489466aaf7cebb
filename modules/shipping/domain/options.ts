import { type Money, money } from '@merx/kernel'
import type { ShippingMethod, ShippingZone } from './zone.ts'

/** What is shipped, and where to. */
export type Parcel = {
  readonly country: string
  readonly region?: string | undefined
  /** Grams. */
  readonly weight: number
  /** Of the lines, as the market shows prices. */
  readonly subtotal: Money
}

export type ShippingOption = {
  readonly id: ShippingMethod['id']
  readonly name: string
  readonly description: string
  readonly price: Money
  readonly taxCategory: string
  readonly minDays: number
  readonly maxDays: number
}

/** The options for a parcel, cheapest first. A method without a rate for the weight, the total or the currency is not offered. */
export function optionsFor(zones: readonly ShippingZone[], parcel: Parcel): readonly ShippingOption[] {
  const zone = zoneOf(zones, parcel)
  if (!zone) return []
  const options = zone.methods.flatMap((method) => {
    const price = priceOf(method, parcel)
    if (!price) return []
    const { id, name, description, taxCategory, minDays, maxDays } = method
    return [{ id, name, description, price, taxCategory, minDays, maxDays }]
  })
  return options.toSorted((a, b) => a.price.amount - b.price.amount)
}

/** The most exact zone: the region's before the country's before the rest of the world's. */
function zoneOf(zones: readonly ShippingZone[], { country, region }: Parcel): ShippingZone | undefined {
  const reaching = (wanted: { readonly country: string; readonly region?: string | undefined }) =>
    zones.find((zone) =>
      zone.places.some((place) => place.country === wanted.country && (place.region ?? '') === (wanted.region ?? '')),
    )
  return (region ? reaching({ country, region }) : undefined) ?? reaching({ country }) ?? reaching({ country: '*' })
}

function priceOf(method: ShippingMethod, { weight, subtotal }: Parcel): Money | undefined {
  const { currency } = subtotal
  const free = method.freeAbove.find((total) => total.currency === currency)
  if (free && subtotal.amount >= free.amount) return money(0, currency)
  const measure = { flat: 0, weight, total: subtotal.amount }[method.basis]
  const rate = method.rates
    .filter((each) => each.currency === currency && each.threshold <= measure)
    .reduce<ShippingMethod['rates'][number] | undefined>(
      (best, each) => (best && best.threshold > each.threshold ? best : each),
      undefined,
    )
  return rate && money(rate.amount, currency)
}
