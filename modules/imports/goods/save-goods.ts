import { type ProductToSave, saveProducts, type VariantId } from '@merx/catalog'
import { isRefused, type RefusalData } from '@merx/kernel'
import type { Goods, RejectedGoods, Shop } from './goods.ts'

/** A product that has passed its schema, and its place in the batch. */
export type ReadyGoods = { readonly index: number; readonly goods: Goods; readonly product: ProductToSave }

export type Outcome = 'created' | 'updated' | 'unchanged'

export type SavedGoods = {
  readonly saved: readonly ReadyGoods[]
  /** In the order of `saved`. */
  readonly outcomes: readonly Outcome[]
  /** Nobody after a trial. */
  readonly idOf: ReadonlyMap<string, VariantId>
  readonly rejected: readonly RejectedGoods[]
}

/** Saves what can be saved: a refused batch goes once more without the products that were named faulty. A trial keeps nothing. */
export async function saveGoods(
  shop: Shop,
  goods: readonly ReadyGoods[],
  { trial }: { readonly trial: boolean },
): Promise<SavedGoods> {
  if (goods.length === 0) return { saved: [], outcomes: [], idOf: new Map(), rejected: [] }
  const answer = await shop.call(saveProducts, { products: goods.map(({ product }) => product), trial })
  if (!isRefused(answer)) {
    const idOf = new Map(answer.items.flatMap((item) => item.variants.map(({ sku, id }) => [sku, id] as const)))
    return { saved: goods, outcomes: answer.items.map(({ outcome }) => outcome), idOf, rejected: [] }
  }
  if (answer.code === 'trial_ended') {
    return { saved: goods, outcomes: outcomesIn(answer.data), idOf: new Map(), rejected: [] }
  }
  const faults = faultsOf(answer.data)
  if (faults.length === 0) throw new Error(`The products were refused: ${answer.data.detail ?? answer.code}`)
  const faulty = new Set(faults.map(({ position }) => position))
  const rejected = faults.flatMap(({ position, ...fault }) => {
    const index = goods[position]?.index
    return index === undefined ? [] : [{ index, ...fault }]
  })
  const rest = await saveGoods(
    shop,
    goods.filter((_, position) => !faulty.has(position)),
    { trial },
  )
  return { ...rest, rejected: [...rejected, ...rest.rejected] }
}

function outcomesIn({ outcomes }: RefusalData): readonly Outcome[] {
  return Array.isArray(outcomes) ? outcomes : []
}

/** Reads `products.12.brand` as field `brand` of the product at position 12. */
function faultsOf({ errors = [] }: RefusalData) {
  return errors.flatMap(({ field, code, detail }) => {
    const [, position, rest] = /^products\.(\d+)\.?(.*)$/.exec(field) ?? []
    return position === undefined ? [] : [{ position: Number(position), field: rest ?? '', code, detail }]
  })
}
