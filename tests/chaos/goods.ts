import { saveProducts } from '@merx/catalog'
import { createLocation, setStock } from '@merx/inventory'
import { isRefused, newId } from '@merx/kernel'
import type { Runtime } from '@merx/kernel/server'
import { createMarket, listMarkets, setPrices, setTaxRates } from '@merx/pricing'
import { ShippingMethodId, ShippingZoneId, saveZone } from '@merx/shipping'

/** Pieces of the one product that sells out. */
export const scarcePieces = 20

const scarce = { name: 'Vase', pieces: scarcePieces }

const plenty = ['Lamp', 'Bowl', 'Chair', 'Tray', 'Candle', 'Mirror'].map((name) => ({ name, pieces: 2_000 }))

const places = ['main', 'lyon']

/** Stocks an empty shop: one market, one way to ship, goods of which half lies in each of two places. Leaves a stocked one as it is. */
export async function stockShop({ call }: Pick<Runtime, 'call'>): Promise<void> {
  if ((await call(listMarkets, {})).items.length > 0) return
  await call(setTaxRates, {
    country: 'US',
    rates: [{ taxCategory: 'standard', name: 'Sales tax', rate: 200_000 }],
  })
  const method = { name: 'Standard', description: '', taxCategory: 'standard', basis: 'flat', minDays: 2, maxDays: 4 }
  await call(
    saveZone,
    saveZone.input.parse({
      id: ShippingZoneId.parse(newId()),
      name: 'US',
      places: [{ country: 'US' }],
      methods: [
        {
          id: ShippingMethodId.parse(newId()),
          ...method,
          rates: [{ currency: 'USD', threshold: 0, amount: 500 }],
          freeAbove: [],
        },
      ],
    }),
  )
  for (const [priority, code] of places.entries()) await call(createLocation, { code, name: code, priority })
  await call(createMarket, {
    code: 'us',
    name: 'United States',
    countries: ['US'],
    languages: ['en'],
    currency: 'USD',
    taxMode: 'exclusive',
    isDefault: true,
  })
  await stockGoods({ call })
}

async function stockGoods({ call }: Pick<Runtime, 'call'>): Promise<void> {
  const goods = [scarce, ...plenty]
  const products = goods.map(({ name }) => ({
    externalKey: name,
    name,
    variants: [{ sku: name.toUpperCase(), weight: 200 }],
  }))
  const saved = await call(saveProducts, saveProducts.input.parse({ products }))
  if (isRefused(saved)) throw new Error(`The goods were refused: ${saved.code}`)
  const variantIds = saved.items.flatMap(({ variants }) => variants.map(({ id }) => id))
  await call(setPrices, { prices: variantIds.map((variantId) => ({ market: 'us', variantId, amount: 1_000 })) })
  const counts = variantIds.flatMap((variantId, index) =>
    places.map((location) => ({ variantId, location, onHand: (goods[index]?.pieces ?? 0) / 2, reason: 'opening' })),
  )
  await call(setStock, { counts })
}
