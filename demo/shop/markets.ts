import type { Market, TaxRate } from '@merx/pricing'

/** Where Noirel sells. Prices are written in US dollars; the other lists are derived by the factor and rounded up to whole units. */
export const markets: readonly (Market & { readonly factor: number })[] = [
  {
    code: 'us',
    name: 'United States',
    currency: 'USD',
    taxMode: 'exclusive',
    countries: ['US', 'CA'],
    languages: ['en'],
    isDefault: true,
    factor: 1,
  },
  {
    code: 'eu',
    name: 'Europe',
    currency: 'EUR',
    taxMode: 'inclusive',
    countries: ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT', 'SE'],
    languages: ['en', 'fr', 'de'],
    isDefault: false,
    factor: 1.1,
  },
  {
    code: 'gb',
    name: 'United Kingdom',
    currency: 'GBP',
    taxMode: 'inclusive',
    countries: ['GB'],
    languages: ['en'],
    isDefault: false,
    factor: 0.95,
  },
]

type TaxPlace = { readonly country: string; readonly region?: string; readonly rates: readonly TaxRate[] }

/** Rates as they stood in 2026; whoever sells for real keeps them current or plugs in a provider. */
export const taxPlaces: readonly TaxPlace[] = [
  ...[
    ['AT', 20, 10],
    ['BE', 21, 6],
    ['DE', 19, 7],
    ['DK', 25, 25],
    ['ES', 21, 10],
    ['FI', 25.5, 14],
    ['FR', 20, 5.5],
    ['GB', 20, 0],
    ['IE', 23, 13.5],
    ['IT', 22, 10],
    ['LU', 17, 8],
    ['NL', 21, 9],
    ['PT', 23, 13],
    ['SE', 25, 12],
  ].map(([country, standard, reduced]) => ({
    country: String(country),
    rates: [
      { taxCategory: 'standard', name: 'VAT', rate: Math.round(Number(standard) * 10_000) },
      { taxCategory: 'reduced', name: 'VAT', rate: Math.round(Number(reduced) * 10_000) },
    ],
  })),
  ...[
    ['CA', 7.25],
    ['FL', 6],
    ['IL', 6.25],
    ['MA', 6.25],
    ['NY', 4],
    ['PA', 6],
    ['TX', 6.25],
    ['WA', 6.5],
  ].map(([region, percent]) => ({
    country: 'US',
    region: String(region),
    rates: ['standard', 'reduced'].map((taxCategory) => ({
      taxCategory,
      name: 'Sales tax',
      rate: Math.round(Number(percent) * 10_000),
    })),
  })),
  {
    country: 'CA',
    rates: ['standard', 'reduced'].map((taxCategory) => ({ taxCategory, name: 'GST', rate: 50_000 })),
  },
]
