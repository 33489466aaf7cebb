import { ShippingZone } from '@merx/shipping'
import { markets } from './markets.ts'

const dayRanges = { standard: [2, 5], express: [1, 2], world: [6, 12] } as const

/** Ids are fixed, so that stocking the shop again replaces its zones instead of adding to them. */
const idOf = (number: number): string => `0199aaaa-0000-7000-8000-${String(number).padStart(12, '0')}`

type Amounts = Readonly<Record<'USD' | 'EUR' | 'GBP', number>>

function method(number: number, name: string, kind: keyof typeof dayRanges) {
  const [minDays, maxDays] = dayRanges[kind]
  return { id: idOf(number), name, description: '', taxCategory: 'standard', minDays, maxDays }
}

function rates(threshold: number, amounts: Amounts) {
  return Object.entries(amounts).map(([currency, amount]) => ({ currency, threshold, amount }))
}

const freeAbove = [
  { amount: 25_000, currency: 'USD' },
  { amount: 25_000, currency: 'EUR' },
  { amount: 22_000, currency: 'GBP' },
]

const light = 0
const heavy = 10_000

const home = [
  {
    ...method(11, 'Standard', 'standard'),
    description: 'Delivered by day, with tracking.',
    basis: 'weight',
    rates: [...rates(light, { USD: 900, EUR: 900, GBP: 800 }), ...rates(heavy, { USD: 2_900, EUR: 2_900, GBP: 2_500 })],
    freeAbove,
  },
  {
    ...method(12, 'Express', 'express'),
    description: 'The next working day where it is ordered before noon.',
    basis: 'weight',
    rates: [
      ...rates(light, { USD: 2_400, EUR: 2_200, GBP: 1_900 }),
      ...rates(heavy, { USD: 5_900, EUR: 5_500, GBP: 4_900 }),
    ],
    freeAbove: [],
  },
]

/** Where Noirel ships to. The last zone stands for the whole stock: it is written when everything else is there. */
export const zones: readonly ShippingZone[] = [
  {
    id: idOf(1),
    name: 'Home markets',
    places: markets.flatMap((market) => market.countries.map((country) => ({ country }))),
    methods: home,
  },
  {
    id: idOf(2),
    name: 'Rest of the world',
    places: [{ country: '*' }],
    methods: [
      {
        ...method(21, 'International', 'world'),
        description: 'Duties are settled on delivery.',
        basis: 'weight',
        rates: [
          ...rates(light, { USD: 3_900, EUR: 3_600, GBP: 3_200 }),
          ...rates(heavy, { USD: 9_900, EUR: 9_200, GBP: 8_400 }),
        ],
        freeAbove: [],
      },
    ],
  },
].map((zone) => ShippingZone.parse(zone))
