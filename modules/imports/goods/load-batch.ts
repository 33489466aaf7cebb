import type { Row } from '../formats/format.ts'
import type { Goods, RejectedGoods, Shop } from './goods.ts'
import type { GoodsRow } from './goods-row.ts'
import { createGoodsLoader, type LoadReport } from './load-goods.ts'
import { loadRows, type RowsLoading } from './load-rows.ts'
import { tryGoods } from './try-goods.ts'

/** Loads the rows of a batch, whole goods and parts; faults come by their place in the batch. */
export function createBatchLoader(shop: Shop, loading: RowsLoading): (rows: readonly Row[]) => Promise<LoadReport> {
  const loadWhole = createGoodsLoader(shop, loading.location)
  return async (rows) => {
    const whole = rows.flatMap(({ goods }, index) => (goods.kind === 'whole' ? [{ index, goods: goods.goods }] : []))
    const parts = rows.flatMap(({ goods }, index) => (goods.kind === 'part' ? [{ index, row: goods.row }] : []))
    const all: readonly Goods[] = whole.map(({ goods }) => goods)
    const some: readonly GoodsRow[] = parts.map(({ row }) => row)
    const wholes = loading.trial ? await tryGoods(shop, all, rows) : await loadWhole(all)
    const others = await loadRows(shop, some, loading)
    const placed = (rejected: readonly RejectedGoods[], places: readonly { readonly index: number }[]) =>
      rejected.map((fault) => ({ ...fault, index: places[fault.index]?.index ?? 0 }))
    return {
      created: wholes.created + others.created,
      updated: wholes.updated + others.updated,
      unchanged: wholes.unchanged + others.unchanged,
      rejected: [...placed(wholes.rejected, whole), ...placed(others.rejected, parts)],
    }
  }
}
