import { arrangeCollection, createCollection, getProduct, showCollection } from '@merx/catalog'
import { isRefused } from '@merx/kernel'
import type { Runtime } from '@merx/kernel/server'
import { collections } from '../catalog/collections.ts'
import type { DemoCollection } from '../catalog/shape.ts'

type Shop = Pick<Runtime, 'call'>

/** Puts up Noirel's collections; those that hold something already stay as they are. */
export async function showCollections(shop: Shop): Promise<void> {
  for (const [position, collection] of collections.entries()) {
    const known = await shop.call(showCollection, { slug: collection.slug })
    const { id, version } = isRefused(known) ? await create(shop, collection, position) : known
    if ('rule' in collection || (!isRefused(known) && known.products.length > 0)) continue
    const found = await Promise.all(collection.products.map((slug) => shop.call(getProduct, { slug })))
    const products = found.flatMap((product) => (isRefused(product) ? [] : [product.id]))
    const arranged = await shop.call(arrangeCollection, { id, version, products })
    if (isRefused(arranged)) throw new Error(`${collection.slug}: ${arranged.data.detail ?? arranged.code}`)
  }
}

async function create(shop: Shop, collection: DemoCollection, position: number) {
  const { slug, name, description } = collection
  const rule = 'rule' in collection ? collection.rule : null
  const created = await shop.call(createCollection, { slug, name, description, position, rule })
  if (isRefused(created)) throw new Error(`${slug}: ${created.data.detail ?? created.code}`)
  return created
}
