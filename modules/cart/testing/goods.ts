import { catalogModule, saveProducts } from '@merx/catalog'
import { createLocation, inventoryModule, setStock } from '@merx/inventory'
import { isRefused, newId, type Refusal } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { createMarket, pricingModule, setPrices, setTaxRates } from '@merx/pricing'
import { ShippingMethodId, ShippingZoneId, saveZone, shippingModule } from '@merx/shipping'
import { addItem } from '../commands/add-item.ts'
import type { VariantId } from '../domain/ids.ts'
import { cartModule } from '../index.ts'

export const standardShipping = ShippingMethodId.parse(newId())

/** A shop with a market of each tax mode, one place with stock, and shipping to two countries. */
export async function openShop({ clock = false } = {}): Promise<TestShop> {
  const modules = [catalogModule, pricingModule, inventoryModule, shippingModule, cartModule]
  const shop = await createTestShop({ modules, clock, now: new Date('2026-03-01T09:30:00Z') })
  const market = { languages: ['en'], countries: ['US'] }
  await shop.call(createMarket, {
    ...market,
    code: 'us',
    name: 'US',
    currency: 'USD',
    taxMode: 'exclusive',
    isDefault: true,
  })
  await shop.call(createMarket, {
    ...market,
    code: 'eu',
    name: 'EU',
    currency: 'EUR',
    taxMode: 'inclusive',
    isDefault: false,
  })
  for (const country of ['US', 'DE']) {
    await shop.call(setTaxRates, { country, rates: [{ taxCategory: 'standard', name: 'Tax', rate: 200_000 }] })
  }
  await shop.call(saveZone, {
    id: ShippingZoneId.parse(newId()),
    name: 'Everywhere',
    places: [{ country: 'US' }, { country: 'DE' }],
    methods: [
      {
        id: standardShipping,
        name: 'Standard',
        description: 'By post',
        taxCategory: 'standard',
        basis: 'flat',
        minDays: 2,
        maxDays: 4,
        rates: ['USD', 'EUR'].map((currency) => ({
          currency: currency === 'USD' ? 'USD' : 'EUR',
          threshold: 0,
          amount: 500,
        })),
        freeAbove: [],
      },
    ],
  })
  await shop.call(createLocation, { code: 'main', name: 'Main', priority: 0 })
  return shop
}

/** Variants, each of a product of its own, at 10.00 in both markets. */
export async function newGoods(shop: TestShop, count: number, onHand = 50): Promise<readonly VariantId[]> {
  const products = Array.from({ length: count }, () => {
    const externalKey = newId()
    return { externalKey, name: 'Lamp', variants: [{ sku: `SKU-${externalKey}`, weight: 200 }] }
  })
  const saved = answered(await shop.call(saveProducts, saveProducts.input.parse({ products })))
  const variantIds = saved.items.flatMap(({ variants }) => variants.map(({ id }) => id))
  await setPrice(shop, variantIds, 1_000)
  await countIn(shop, variantIds, onHand)
  return variantIds
}

export async function setPrice(shop: TestShop, variantIds: readonly VariantId[], amount: number): Promise<void> {
  const prices = variantIds.flatMap((variantId) => ['us', 'eu'].map((market) => ({ market, variantId, amount })))
  answered(await shop.call(setPrices, { prices }))
}

async function countIn(shop: TestShop, variantIds: readonly VariantId[], onHand: number): Promise<void> {
  const counts = variantIds.map((variantId) => ({ variantId, location: 'main', onHand, reason: 'opening' }))
  answered(await shop.call(setStock, { counts }))
}

/** What a caller with this token shows. */
export function by(token: string) {
  return { credentials: { cart: token } }
}

/** What a signed-in user shows, with the token of a guest's cart if it is still there. */
export function as(userId: string, token?: string) {
  return { caller: { kind: 'user', id: userId }, credentials: token === undefined ? {} : { cart: token } } as const
}

/** A new cart with these goods, one of each; returns its token. */
export async function cartWith(shop: TestShop, variantIds: readonly VariantId[]): Promise<string> {
  let token = 'new'
  for (const variantId of variantIds) {
    const cart = answered(await shop.call(addItem, { variantId, quantity: 1 }, by(token)))
    token = cart.token ?? token
  }
  return token
}

/** The output of a call that the test expects to succeed. */
export function answered<T>(answer: T): Exclude<T, Refusal> {
  if (isRefused(answer)) throw new Error(`refused: ${answer.code} ${JSON.stringify(answer.data)}`)
  return answer as Exclude<T, Refusal>
}
