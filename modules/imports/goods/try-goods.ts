import type { Row } from '../formats/format.ts'
import type { Goods, RejectedGoods, Shop } from './goods.ts'
import { countOutcomes, type LoadReport, parseGoods } from './load-goods.ts'
import { saveGoods } from './save-goods.ts'

const missing: Readonly<Record<string, keyof Row['refersTo']>> = {
  unknown_brand: 'brands',
  unknown_category: 'categories',
  unknown_attribute: 'attributes',
}

/** What would become of whole goods. What their rows would have made first is missing in a trial and no fault. */
export async function tryGoods(shop: Shop, goods: readonly Goods[], rows: readonly Row[]): Promise<LoadReport> {
  const { parsed, rejected } = parseGoods(goods)
  const tried = await saveGoods(shop, parsed, { trial: true })
  const isMadeByRows = ({ code }: RejectedGoods) => {
    const kind = missing[code]
    return kind !== undefined && rows.some(({ refersTo }) => refersTo[kind].length > 0)
  }
  const faults = tried.rejected.filter((fault) => !isMadeByRows(fault))
  const faulty = new Set(faults.map(({ index }) => index))
  const spared = new Set(tried.rejected.flatMap(({ index }) => (faulty.has(index) ? [] : [index])))
  const counted = countOutcomes(tried.outcomes)
  return { ...counted, created: counted.created + spared.size, rejected: [...rejected, ...faults] }
}
