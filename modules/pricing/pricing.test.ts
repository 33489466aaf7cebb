import { id, isRefused, newId } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createMarket,
  listMarkets,
  market,
  prices,
  pricingModule,
  setPrices,
  setTaxRates,
  taxRates,
  updateMarket,
} from './index.ts'

let shop: TestShop

const us = {
  code: 'us',
  name: 'United States',
  currency: 'USD',
  taxMode: 'exclusive',
  countries: ['US'],
  languages: ['en'],
  isDefault: true,
} as const
const eu = { ...us, code: 'eu', name: 'Europe', currency: 'EUR', taxMode: 'inclusive', isDefault: false } as const

const VariantId = id<'VariantId'>()

const variant = () => VariantId.parse(newId())

beforeAll(async () => {
  shop = await createTestShop({ modules: [pricingModule], clock: false })
  await shop.call(createMarket, { ...us, countries: [...us.countries], languages: [...us.languages] })
  await shop.call(createMarket, { ...eu, countries: ['DE', 'FR'], languages: ['de', 'fr'] })
})
afterAll(() => shop.close())

const published = async (name: string) =>
  (
    await shop.runtime.databaseOf('pricing').web<{ payload: unknown }[]>`
    select payload from kernel.event where name = ${name} order by sequence`
  ).map((row) => row.payload)

describe('markets', () => {
  test('the default one serves who names none', async () => {
    expect(await shop.call(market, {})).toMatchObject({ code: 'us', currency: 'USD' })
    expect(await shop.call(market, { code: 'eu' })).toMatchObject({ taxMode: 'inclusive', countries: ['DE', 'FR'] })
    const unknown = await shop.call(market, { code: 'mars' })
    expect(isRefused(unknown) && unknown.code).toBe('unknown_market')
  })

  test('a code is taken once', async () => {
    const again = await shop.call(createMarket, { ...eu, name: 'Other', countries: [], languages: ['en'] })
    expect(isRefused(again) && again.code).toBe('market_exists')
    expect(await shop.call(market, { code: 'eu' })).toMatchObject({ name: 'Europe' })
  })

  test('there is one default at most, and who asks sees it at once', async () => {
    const changed = { code: 'eu', name: 'Europe', taxMode: 'inclusive', countries: ['DE'], languages: ['de'] } as const
    await shop.call(updateMarket, { ...changed, countries: ['DE'], languages: ['de'], isDefault: true })
    expect(await shop.call(market, {})).toMatchObject({ code: 'eu' })
    await shop.call(updateMarket, { ...us, countries: ['US'], languages: ['en'], isDefault: true })
    const { items } = await shop.call(listMarkets, {})
    expect(items.map(({ code, isDefault }) => [code, isDefault])).toEqual([
      ['us', true],
      ['eu', false],
    ])
  })
})

describe('prices', () => {
  test('are set in a constant number of statements, and told with all markets in one event a variant', async () => {
    const ids = Array.from({ length: 10 }, variant)
    const both = ids.flatMap((variantId, index) => [
      { market: 'us', variantId, amount: 1_000 + index, compareAt: 2_000 },
      { market: 'eu', variantId, amount: 900 + index },
    ])
    const statements = await shop.statements(async () => {
      expect(await shop.call(setPrices, { prices: both })).toEqual({ changed: 10 })
    })
    expect(statements).toHaveLength(4)
    expect(await published('pricing.price.changed.v1')).toContainEqual({
      variantId: ids[3],
      version: 1,
      prices: [
        { market: 'eu', currency: 'EUR', amount: 903, compareAt: null },
        { market: 'us', currency: 'USD', amount: 1_003, compareAt: 2_000 },
      ],
    })
  })

  test('that stand already are not written and not told again', async () => {
    const variantId = variant()
    const same = { prices: [{ market: 'us', variantId, amount: 500 }] }
    await shop.call(setPrices, same)
    const before = (await published('pricing.price.changed.v1')).length
    expect(await shop.call(setPrices, same)).toEqual({ changed: 0 })
    expect(await published('pricing.price.changed.v1')).toHaveLength(before)
  })

  test('are read with one statement cold and none warm, and a change is seen at once', async () => {
    const first = variant()
    const ids = [first, ...Array.from({ length: 9 }, variant)]
    await shop.call(setPrices, { prices: ids.map((variantId) => ({ market: 'us', variantId, amount: 700 })) })
    const read = () => shop.call(prices, { market: 'us', variantIds: ids })
    expect(await shop.statements(read)).toHaveLength(1)
    expect(await shop.statements(read)).toHaveLength(0)
    await shop.call(setPrices, { prices: [{ market: 'us', variantId: first, amount: 650 }] })
    expect(await read()).toMatchObject({ items: [{ price: { amount: 650, currency: 'USD' } }, ...Array(9).fill({})] })
  })

  test.each([{}, { market: 'us' }])('are read together with the markets where neither is known: %o', async (named) => {
    const variantId = variant()
    const read = () => shop.call(prices, { ...named, variantIds: [variantId] })
    await shop.call(setPrices, { prices: [{ market: 'us', variantId, amount: 650, compareAt: 700 }] })
    // whatever changes a market has its process forget them all
    await shop.call(updateMarket, { ...us, countries: ['US'], languages: ['en'] })
    const items = [{ variantId, price: { amount: 650, currency: 'USD' }, compareAt: { amount: 700, currency: 'USD' } }]
    expect(await shop.statements(async () => expect(await read()).toEqual({ market: us, items }))).toHaveLength(1)
    expect(await read()).toEqual({ market: us, items })
    expect(await shop.statements(read)).toHaveLength(0)
    await shop.call(setPrices, { prices: [{ market: 'us', variantId, amount: 600 }] })
    expect(await read()).toMatchObject({ items: [{ price: { amount: 600 } }] })
  })

  test('a variant without a price in the market is left out', async () => {
    const variantId = variant()
    await shop.call(setPrices, { prices: [{ market: 'us', variantId, amount: 700 }] })
    expect(await shop.call(prices, { market: 'eu', variantIds: [variantId] })).toMatchObject({ items: [] })
  })

  test('a batch that names an unknown market sets nothing and says where', async () => {
    const variantId = variant()
    const refused = await shop.call(setPrices, {
      prices: [
        { market: 'us', variantId, amount: 700 },
        { market: 'mars', variantId, amount: 700 },
      ],
    })
    expect(isRefused(refused) && [refused.code, refused.data.errors?.[0]?.field]).toEqual([
      'unknown_market',
      'prices.1.market',
    ])
    expect(await shop.call(prices, { market: 'us', variantIds: [variantId] })).toMatchObject({ items: [] })
  })

  test('of one variant set in two markets at once end as both, and the last event tells both', async () => {
    const variantId = variant()
    await Promise.all(
      ['us', 'eu'].map((code) => shop.call(setPrices, { prices: [{ market: code, variantId, amount: 111 }] })),
    )
    const last = (await published('pricing.price.changed.v1')).at(-1)
    expect(last).toMatchObject({ variantId, prices: [{ market: 'eu' }, { market: 'us' }] })
  })
})

describe('tax rates', () => {
  test('of a country and its region add up, and replace what stood', async () => {
    const gst = { taxCategory: 'standard', name: 'GST', rate: 50_000 }
    const pst = { taxCategory: 'standard', name: 'PST', rate: 70_000 }
    await shop.call(setTaxRates, { country: 'CA', rates: [gst] })
    await shop.call(setTaxRates, { country: 'CA', region: 'BC', rates: [pst] })
    expect(await shop.call(taxRates, { country: 'CA', region: 'BC' })).toEqual({ items: [gst, pst] })
    expect(await shop.call(taxRates, { country: 'CA' })).toEqual({ items: [gst] })
    await shop.call(setTaxRates, { country: 'CA', region: 'BC', rates: [{ ...pst, rate: 75_000 }] })
    expect(await shop.call(taxRates, { country: 'CA', region: 'BC' })).toEqual({
      items: [gst, { ...pst, rate: 75_000 }],
    })
  })
})
