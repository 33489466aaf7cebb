import { type KnownProduct, knownProducts, ProductToSave, type VariantId } from '@merx/catalog'
import { completeGoods, type PlacedRow } from './complete-goods.ts'
import type { Goods, RejectedGoods, Shop } from './goods.ts'
import type { GoodsRow } from './goods-row.ts'
import { countOutcomes, type LoadReport } from './load-goods.ts'
import { countOpeningStock, setPricesOf } from './offer-goods.ts'
import { type ReadyGoods, saveGoods } from './save-goods.ts'

export type RowsLoading = {
  readonly location: string
  /** Keeps nothing, and tells what would have become of it. */
  readonly trial: boolean
  /** Makes no products. */
  readonly updateOnly: boolean
  readonly markets: ReadonlySet<string>
}

/** A product that somebody else saves between the look and the save is looked at again this often. */
const attempts = 4

/** Loads rows that leave alone what they do not mention: each is put over what its product is by then. */
export async function loadRows(shop: Shop, rows: readonly GoodsRow[], loading: RowsLoading): Promise<LoadReport> {
  const placed = rows.map((row, index) => ({ index, row }))
  const strangers = placed.flatMap((each) => unknownMarkets(each, loading.markets))
  const faulty = new Set(strangers.map(({ index }) => index))
  const due = placed.filter(({ index }) => !faulty.has(index))
  const report = await loadPlaced(shop, due, { ...loading, attempt: 1 })
  return { ...report, rejected: [...strangers, ...report.rejected] }
}

async function loadPlaced(
  shop: Shop,
  rows: readonly PlacedRow[],
  loading: RowsLoading & { readonly attempt: number },
): Promise<LoadReport> {
  const { trial, updateOnly, location, attempt } = loading
  const groups = await byProduct(shop, rows)
  const rejected: RejectedGoods[] = []
  const changed: (ReadyGoods & { readonly rows: readonly PlacedRow[] })[] = []
  const unchanged: { readonly goods: Goods; readonly known: KnownProduct }[] = []
  for (const { rows: own, known } of groups) {
    const [first] = own
    if (!first) continue
    if (!known && updateOnly) {
      rejected.push(isUnknown(first))
      continue
    }
    const completed = completeGoods(own, known)
    if (completed.kind === 'faulty') rejected.push(...completed.faults)
    else if (completed.kind === 'unchanged' && known) unchanged.push({ goods: completed.goods, known })
    else {
      const { goods } = completed
      changed.push({ index: first.index, goods, product: ProductToSave.parse(goods.product), rows: own })
    }
  }
  const saved = await saveGoods(shop, changed, { trial })
  if (!trial) {
    const idOf = new Map<string, VariantId>([
      ...saved.idOf,
      ...unchanged.flatMap(({ known }) => known.state.variants.map(({ sku, id }) => [sku, id] as const)),
    ])
    const goods = [...saved.saved, ...unchanged].map((each) => each.goods)
    await Promise.all([setPricesOf(shop, goods, idOf), countOpeningStock(shop, goods, { idOf, location })])
  }
  const counted = countOutcomes([...saved.outcomes, ...unchanged.map(() => 'unchanged' as const)])
  const isStale = ({ code }: RejectedGoods) => code === 'stale_version' && attempt < attempts
  const stale = new Set(saved.rejected.filter(isStale).map(({ index }) => index))
  const own: LoadReport = { ...counted, rejected: [...rejected, ...saved.rejected.filter((one) => !isStale(one))] }
  if (stale.size === 0) return own
  const again = changed.filter(({ index }) => stale.has(index)).flatMap((each) => each.rows)
  return together(own, await loadPlaced(shop, again, { ...loading, attempt: attempt + 1 }))
}

type Group = { readonly rows: readonly PlacedRow[]; readonly known: KnownProduct | undefined }

/** The rows by the product that they are about: prices by SKU come as several rows of one product. */
async function byProduct(shop: Shop, rows: readonly PlacedRow[]): Promise<readonly Group[]> {
  if (rows.length === 0) return []
  const { items } = await shop.call(knownProducts, {
    externalKeys: rows.flatMap(({ row }) => row.externalKey ?? []),
    slugs: rows.flatMap(({ row }) => row.slug ?? []),
    skus: rows.flatMap(({ row }) => firstSku(row) ?? []),
  })
  const byKey = new Map(items.flatMap((item) => (item.externalKey === null ? [] : [[item.externalKey, item] as const])))
  const bySlug = new Map(items.flatMap((item) => item.slugs.map((slug) => [slug, item] as const)))
  const bySku = new Map(items.flatMap((item) => item.state.variants.map(({ sku }) => [sku, item] as const)))
  const groups = new Map<string, { rows: PlacedRow[]; known: KnownProduct | undefined }>()
  for (const placed of rows) {
    const { externalKey, slug } = placed.row
    const sku = firstSku(placed.row)
    const named = externalKey ?? slug
    const found =
      byKey.get(externalKey ?? '') ?? bySlug.get(slug ?? '') ?? (named === undefined ? bySku.get(sku ?? '') : undefined)
    const key = found?.state.id ?? named ?? `sku ${sku}`
    const group = groups.get(key) ?? { rows: [], known: found }
    groups.set(key, group)
    group.rows.push(placed)
  }
  return [...groups.values()]
}

function firstSku({ variants = [] }: GoodsRow): string | undefined {
  return variants[0]?.sku
}

function unknownMarkets({ index, row }: PlacedRow, markets: ReadonlySet<string>): readonly RejectedGoods[] {
  return (row.variants ?? []).flatMap(({ prices = [] }, at) =>
    prices.flatMap(({ market }, place) => {
      if (markets.has(market)) return []
      const field = `variants.${at}.prices.${place}.market`
      return [{ index, field, code: 'unknown_market', detail: `There is no market '${market}'.` }]
    }),
  )
}

function isUnknown({ index, row }: PlacedRow): RejectedGoods {
  const field = row.externalKey ? 'externalKey' : row.slug ? 'slug' : 'variants.0.sku'
  return { index, field, code: 'unknown_product', detail: 'The shop has no such product, and none is to be made.' }
}

function together(a: LoadReport, b: LoadReport): LoadReport {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    rejected: [...a.rejected, ...b.rejected],
  }
}
