import { ProductToSave } from '@merx/catalog'
import type { Goods, RejectedGoods, Shop } from './goods.ts'
import { countOpeningStock, setPricesOf } from './offer-goods.ts'
import { type SavedGoods, saveGoods } from './save-goods.ts'

export type LoadReport = {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** By their place in the batch; the others were loaded. */
  readonly rejected: readonly RejectedGoods[]
}

/** How many products go in one unit of work. */
export const batchSize = 500

/** While one batch is written, the next is made ready and the one before gets its prices and its stock. */
export const batchesAtOnce = 3

/**
 * Loads a batch with its prices and its stock. Faulty products are left out and reported. Loading the same again changes nothing; a load
 * that died is finished by loading again.
 */
export type GoodsLoader = (batch: readonly Goods[]) => Promise<LoadReport>

/** Loads into one location. Batches may be loaded at the same time; those that share a product take their turn. */
export function createGoodsLoader(shop: Shop, location: string): GoodsLoader {
  const underWay = new Map<ReadonlySet<string>, Promise<unknown>>()
  return async (batch) => {
    const keys = new Set(batch.map(({ product }) => product.externalKey ?? product.slug ?? ''))
    const before = [...underWay].flatMap(([others, loading]) =>
      [...keys].some((key) => others.has(key)) ? [loading] : [],
    )
    const loading = Promise.allSettled(before).then(() => loadBatch(shop, location, batch))
    underWay.set(keys, loading)
    try {
      return await loading
    } finally {
      underWay.delete(keys)
    }
  }
}

async function loadBatch(shop: Shop, location: string, batch: readonly Goods[]): Promise<LoadReport> {
  const { parsed, rejected } = parseGoods(batch)
  const saved = await saveGoods(shop, parsed, { trial: false })
  await offerSaved(shop, saved, location)
  return { ...countOutcomes(saved.outcomes), rejected: [...rejected, ...saved.rejected] }
}

/** Prices and stock of what was saved. */
async function offerSaved(shop: Shop, { saved, idOf }: SavedGoods, location: string): Promise<void> {
  const goods = saved.map((each) => each.goods)
  await Promise.all([setPricesOf(shop, goods, idOf), countOpeningStock(shop, goods, { idOf, location })])
}

export function countOutcomes(outcomes: readonly ('created' | 'updated' | 'unchanged')[]) {
  const count = (outcome: (typeof outcomes)[number]) => outcomes.filter((each) => each === outcome).length
  return { created: count('created'), updated: count('updated'), unchanged: count('unchanged') }
}

export type ParsedGoods = {
  readonly index: number
  readonly goods: Goods
  readonly product: ProductToSave
}

/** What can be saved, and what is wrong with the others. */
export function parseGoods(batch: readonly Goods[]): {
  readonly parsed: readonly ParsedGoods[]
  readonly rejected: readonly RejectedGoods[]
} {
  const rejected: RejectedGoods[] = []
  const parsed = batch.flatMap((goods, index) => {
    const { data: product, error } = ProductToSave.safeParse(goods.product)
    for (const { path, code, message } of error?.issues ?? []) {
      rejected.push({ index, field: path.join('.'), code, detail: message })
    }
    return product ? [{ index, goods, product }] : []
  })
  return { parsed, rejected }
}
