import type { VariantId } from '@merx/catalog'
import { setStock } from '@merx/inventory'
import { isRefused } from '@merx/kernel'
import { setPrices } from '@merx/pricing'
import { chunks } from './chunks.ts'
import type { Goods, Shop } from './goods.ts'

const rowsAtOnce = 2_000

type Ids = ReadonlyMap<string, VariantId>

export async function setPricesOf(shop: Shop, goods: readonly Goods[], idOf: Ids): Promise<void> {
  const prices = goods.flatMap((each) =>
    each.prices.flatMap(({ sku, ...price }) => {
      const variantId = idOf.get(sku)
      return variantId ? [{ ...price, variantId }] : []
    }),
  )
  for (const some of chunks(prices, rowsAtOnce)) {
    const set = await shop.call(setPrices, { prices: some })
    if (isRefused(set)) throw new Error(`The prices were refused: ${set.data.detail ?? set.code}`)
  }
}

/** Counts what was never counted. */
export async function countOpeningStock(
  shop: Shop,
  goods: readonly Goods[],
  { idOf, location }: { readonly idOf: Ids; readonly location: string },
): Promise<void> {
  const counts = goods.flatMap((each) =>
    each.openingStock.flatMap(({ sku, onHand }) => {
      const variantId = idOf.get(sku)
      return variantId ? [{ variantId, location, onHand, reason: 'opening stock' }] : []
    }),
  )
  for (const some of chunks(counts, rowsAtOnce)) {
    const set = await shop.call(setStock, { counts: some, only: 'uncounted' })
    if (isRefused(set)) throw new Error(`The stock was refused: ${set.data.detail ?? set.code}`)
  }
}
