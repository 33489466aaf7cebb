import { ProductToSave, saveProducts, type VariantId } from '@merx/catalog'
import { setStock } from '@merx/inventory'
import { isRefused, type RefusalData } from '@merx/kernel'
import type { Runtime } from '@merx/kernel/server'
import { setPrices } from '@merx/pricing'
import type { z } from 'zod'
import { chunks } from './chunks.ts'

/** A product with what each of its variants costs and how many there are. */
export type Goods = {
  readonly product: z.input<typeof ProductToSave>
  readonly prices: readonly Price[]
  /** Only for variants that have never been counted: a repeated load does not undo what was sold. */
  readonly openingStock: readonly { readonly sku: string; readonly onHand: number }[]
}

type Price = {
  readonly sku: string
  readonly market: string
  readonly amount: number
  readonly compareAt?: number | undefined
}

export type RejectedGoods = { readonly index: number; readonly field: string; readonly detail: string }

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

const rowsAtOnce = 2_000

/**
 * Loads a batch with its prices and its stock. Faulty products are left out and reported. Loading the same again changes nothing; a load
 * that died is finished by loading again.
 */
export type GoodsLoader = (batch: readonly Goods[]) => Promise<LoadReport>

/** Loads into one location. Batches may be loaded at the same time; those that share a product take their turn. */
export function createGoodsLoader(shop: Pick<Runtime, 'call'>, location: string): GoodsLoader {
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

async function loadBatch(shop: Pick<Runtime, 'call'>, location: string, batch: readonly Goods[]): Promise<LoadReport> {
  const { parsed, rejected } = parse(batch)
  const saved = await save(shop, parsed, rejected)
  await Promise.all([setPricesOf(shop, saved), countOpeningStock(shop, saved, location)])
  const count = (outcome: 'created' | 'updated' | 'unchanged') =>
    saved.items.filter((item) => item.outcome === outcome).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: saved.rejected,
  }
}

async function setPricesOf(shop: Pick<Runtime, 'call'>, { goods, idOf }: Saved): Promise<void> {
  const prices = goods.flatMap((each) =>
    each.goods.prices.flatMap(({ sku, ...price }) => {
      const variantId = idOf.get(sku)
      return variantId ? [{ ...price, variantId }] : []
    }),
  )
  for (const some of chunks(prices, rowsAtOnce)) {
    const set = await shop.call(setPrices, { prices: some })
    if (isRefused(set)) throw new Error(`The prices were refused: ${set.data.detail ?? set.code}`)
  }
}

async function countOpeningStock(shop: Pick<Runtime, 'call'>, { goods, idOf }: Saved, location: string): Promise<void> {
  const counts = goods.flatMap((each) =>
    each.goods.openingStock.flatMap(({ sku, onHand }) => {
      const variantId = idOf.get(sku)
      return variantId ? [{ variantId, location, onHand, reason: 'opening stock' }] : []
    }),
  )
  for (const some of chunks(counts, rowsAtOnce)) {
    const set = await shop.call(setStock, { counts: some, only: 'uncounted' })
    if (isRefused(set)) throw new Error(`The stock was refused: ${set.data.detail ?? set.code}`)
  }
}

type Parsed = {
  readonly index: number
  readonly goods: Goods
  readonly product: ProductToSave
}

function parse(batch: readonly Goods[]): {
  readonly parsed: readonly Parsed[]
  readonly rejected: readonly RejectedGoods[]
} {
  const rejected: RejectedGoods[] = []
  const parsed = batch.flatMap((goods, index) => {
    const { data: product, error } = ProductToSave.safeParse(goods.product)
    for (const { path, message } of error?.issues ?? []) {
      rejected.push({ index, field: path.join('.'), detail: message })
    }
    return product ? [{ index, goods, product }] : []
  })
  return { parsed, rejected }
}

type Saved = {
  readonly goods: readonly Parsed[]
  readonly items: z.output<typeof saveProducts.output>['items']
  readonly idOf: ReadonlyMap<string, VariantId>
  readonly rejected: readonly RejectedGoods[]
}

/** Saves what can be saved: a refused batch goes once more without the products that were named faulty. */
async function save(
  shop: Pick<Runtime, 'call'>,
  goods: readonly Parsed[],
  before: readonly RejectedGoods[],
): Promise<Saved> {
  if (goods.length === 0) return { goods, items: [], idOf: new Map(), rejected: before }
  const saved = await shop.call(saveProducts, { products: goods.map(({ product }) => product) })
  if (!isRefused(saved)) {
    const idOf = new Map(saved.items.flatMap((item) => item.variants.map(({ sku, id }) => [sku, id] as const)))
    return { goods, items: saved.items, idOf, rejected: before }
  }
  const faults = faultsOf(saved.data)
  if (faults.length === 0) throw new Error(`The products were refused: ${saved.data.detail ?? saved.code}`)
  const faulty = new Set(faults.map(({ position }) => position))
  const rejected = faults.flatMap(({ position, field, detail }) => {
    const index = goods[position]?.index
    return index === undefined ? [] : [{ index, field, detail }]
  })
  const rest = goods.filter((_, position) => !faulty.has(position))
  return save(shop, rest, [...before, ...rejected])
}

/** Reads `products.12.brand` as field `brand` of the product at position 12. */
function faultsOf({ errors = [] }: RefusalData): readonly { position: number; field: string; detail: string }[] {
  return errors.flatMap(({ field, detail }) => {
    const [, position, rest] = /^products\.(\d+)\.?(.*)$/.exec(field) ?? []
    return position === undefined ? [] : [{ position: Number(position), field: rest ?? '', detail }]
  })
}
