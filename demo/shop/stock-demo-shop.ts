import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAssortmentLoader, createGoodsLoader } from '@merx/imports'
import { createLocation } from '@merx/inventory'
import { isRefused } from '@merx/kernel'
import type { Runtime } from '@merx/kernel/server'
import { storePicture } from '@merx/media'
import { createMarket, setTaxRates } from '@merx/pricing'
import { listZones, saveZone } from '@merx/shipping'
import { products } from '../catalog/products.ts'
import { showCollections } from './collections.ts'
import { assortment, goodsOf, pictureFolder, type StoredPicture } from './goods.ts'
import { markets, taxPlaces } from './markets.ts'
import { zones } from './zones.ts'

type Shop = Pick<Runtime, 'call'>

type Log = (message: string) => void

/** Where Noirel's goods lie. */
export const location = 'main'

/**
 * Stocks an empty shop with Noirel's goods. Each part is safe to repeat, and the zones come last: a start that died half-way is finished
 * by the next one, a stocked shop costs one statement. Returns whether anything was to be done.
 */
export async function stockDemoShop(shop: Shop, log: Log): Promise<boolean> {
  if (await isStocked(shop)) return false
  log('Stocking the demo shop ...')
  await openMarkets(shop)
  await shop.call(createLocation, { code: location, name: 'Noirel warehouse', priority: 0 })
  const pictures = await storePictures(shop, log)
  log(`  ${assortment.categories.length} categories, ${assortment.attributes.length} attributes`)
  await createAssortmentLoader(shop)([assortment])
  const goods = products.map((product, order) => goodsOf(product, pictures, order))
  const { rejected } = await createGoodsLoader(shop, location)(goods)
  for (const { index, field, detail } of rejected) {
    throw new Error(`${products[index]?.slug} ${field}: ${detail}`)
  }
  log(`  ${products.length} products in ${products.flatMap((product) => product.variants).length} variants`)
  await showCollections(shop)
  for (const zone of zones) expectDone(await shop.call(saveZone, zone))
  return true
}

async function isStocked(shop: Shop): Promise<boolean> {
  const { items } = await shop.call(listZones, {})
  return items.some(({ id }) => id === zones.at(-1)?.id)
}

async function openMarkets(shop: Shop): Promise<void> {
  for (const { factor: _, ...market } of markets) {
    const created = await shop.call(createMarket, market)
    if (isRefused(created) && created.code !== 'market_exists') expectDone(created)
  }
  for (const place of taxPlaces) expectDone(await shop.call(setTaxRates, { ...place, rates: [...place.rates] }))
}

export async function storePictures(shop: Shop, log: Log): Promise<ReadonlyMap<string, StoredPicture>> {
  const files = [...new Set(products.flatMap((product) => product.pictures.map(({ file }) => file)))]
  const stored = new Map<string, StoredPicture>()
  for (const [index, file] of files.entries()) {
    const content = await readFile(join(pictureFolder, file), 'base64')
    const picture = await shop.call(storePicture, { content })
    if (isRefused(picture)) throw new Error(`${file}: ${picture.data.detail ?? picture.code}`)
    stored.set(file, { path: picture.path, width: picture.width, height: picture.height })
    if ((index + 1) % 50 === 0 || index + 1 === files.length) log(`  ${index + 1} of ${files.length} pictures`)
  }
  return stored
}

function expectDone(answer: unknown): void {
  if (isRefused(answer)) throw new Error(answer.data.detail ?? answer.code)
}
