import { money } from '@merx/kernel'
import { describe, expect, test } from 'vitest'
import { optionsFor } from './options.ts'
import { ShippingZone } from './zone.ts'

const id = (last: number) => `018f0000-0000-7000-8000-${String(last).padStart(12, '0')}`

function zone(number: number, places: unknown, methods: readonly object[]): ShippingZone {
  return ShippingZone.parse({ id: id(number), name: `Zone ${number}`, places, methods })
}

function method(number: number, fields: object): object {
  return {
    id: id(number),
    name: `Method ${number}`,
    description: '',
    taxCategory: 'standard',
    basis: 'flat',
    minDays: 2,
    maxDays: 4,
    freeAbove: [],
    ...fields,
  }
}

const zones = [
  zone(
    1,
    [{ country: 'US' }],
    [
      method(11, { rates: [{ currency: 'USD', threshold: 0, amount: 2_500 }] }),
      method(12, {
        basis: 'weight',
        rates: [
          { currency: 'USD', threshold: 0, amount: 500 },
          { currency: 'USD', threshold: 2_000, amount: 900 },
        ],
        freeAbove: [{ amount: 20_000, currency: 'USD' }],
      }),
    ],
  ),
  zone(
    2,
    [{ country: 'US', region: 'AK' }],
    [method(21, { rates: [{ currency: 'USD', threshold: 0, amount: 4_000 }] })],
  ),
  zone(3, [{ country: '*' }], [method(31, { rates: [{ currency: 'USD', threshold: 0, amount: 6_000 }] })]),
]

const prices = (parcel: Parameters<typeof optionsFor>[1]) =>
  optionsFor(zones, parcel).map((option) => [option.name, option.price.amount])

describe('optionsFor', () => {
  test('offers the methods of the zone, cheapest first', () => {
    expect(prices({ country: 'US', weight: 1_999, subtotal: money(5_000, 'USD') })).toEqual([
      ['Method 12', 500],
      ['Method 11', 2_500],
    ])
  })

  test('takes the rate with the largest threshold reached', () => {
    expect(prices({ country: 'US', weight: 2_000, subtotal: money(5_000, 'USD') })).toContainEqual(['Method 12', 900])
  })

  test('ships free from the total on', () => {
    expect(prices({ country: 'US', weight: 9_000, subtotal: money(20_000, 'USD') })[0]).toEqual(['Method 12', 0])
    expect(prices({ country: 'US', weight: 9_000, subtotal: money(19_999, 'USD') })[0]).toEqual(['Method 12', 900])
  })

  test('prefers the zone of the region, and falls back to the rest of the world', () => {
    expect(prices({ country: 'US', region: 'AK', weight: 1, subtotal: money(1, 'USD') })).toEqual([
      ['Method 21', 4_000],
    ])
    expect(prices({ country: 'JP', weight: 1, subtotal: money(1, 'USD') })).toEqual([['Method 31', 6_000]])
  })

  test('offers nothing in a currency without rates', () => {
    expect(prices({ country: 'US', weight: 1, subtotal: money(1, 'EUR') })).toEqual([])
  })
})
