import { isRefused, money, newId } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listZones, options, removeZone, ShippingZone, saveZone, shippingModule } from './index.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await createTestShop({ modules: [shippingModule], clock: false })
})
afterAll(() => shop.close())

function zone(country: string, amount: number): ShippingZone {
  return ShippingZone.parse({
    id: newId(),
    name: country,
    places: [{ country }],
    methods: [
      {
        id: newId(),
        name: 'Standard',
        description: 'By post',
        taxCategory: 'standard',
        basis: 'flat',
        minDays: 2,
        maxDays: 5,
        rates: [{ currency: 'USD', threshold: 0, amount }],
        freeAbove: [{ amount: 50_000, currency: 'USD' }],
      },
    ],
  })
}

const parcel = (country: string) => ({ country, weight: 100, subtotal: money(1_000, 'USD') })

test('a zone is saved, read back as it was given, and offered', async () => {
  const saved = zone('SE', 700)
  await shop.call(saveZone, saved)
  expect((await shop.call(listZones, {})).items).toContainEqual(saved)
  expect(await shop.call(options, parcel('SE'))).toMatchObject({
    items: [{ name: 'Standard', price: money(700, 'USD') }],
  })
})

test('options cost no statement once the zones are known, and a changed zone is known at once', async () => {
  const saved = zone('NO', 700)
  await shop.call(saveZone, saved)
  await shop.call(options, parcel('NO'))
  expect(await shop.statements(() => shop.call(options, parcel('NO')))).toEqual([])
  const [method] = saved.methods
  const dearer = ShippingZone.parse({
    ...saved,
    methods: [{ ...method, rates: [{ currency: 'USD', threshold: 0, amount: 900 }] }],
  })
  await shop.call(saveZone, dearer)
  expect(await shop.call(options, parcel('NO'))).toMatchObject({ items: [{ price: money(900, 'USD') }] })
})

test('a place belongs to one zone, and a refused zone changes nothing', async () => {
  const first = zone('DK', 700)
  await shop.call(saveZone, first)
  const second = await shop.call(saveZone, zone('DK', 100))
  expect(isRefused(second) && second.code).toBe('place_taken')
  expect(await shop.call(options, parcel('DK'))).toMatchObject({ items: [{ price: money(700, 'USD') }] })
})

test('a removed zone ships no more, and is removed once', async () => {
  const gone = zone('FI', 700)
  await shop.call(saveZone, gone)
  await shop.call(removeZone, { id: gone.id })
  expect(await shop.call(options, parcel('FI'))).toEqual({ items: [] })
  const again = await shop.call(removeZone, { id: gone.id })
  expect(isRefused(again) && again.code).toBe('unknown_zone')
})
