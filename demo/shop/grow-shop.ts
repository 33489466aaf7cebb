import { batchesAtOnce, batchSize, createAssortmentLoader, createGoodsLoader, inFlight } from '@merx/imports'
import type { Runtime } from '@merx/kernel/server'
import { growGoods, grownAssortment } from './grow-goods.ts'
import { location, stockDemoShop, storePictures } from './stock-demo-shop.ts'

type Growing = { readonly count: number; readonly log: (message: string) => void }

/** Grows the demo shop to `count` products beside its own; safe to repeat, and to go on where it stopped. */
export async function growShop(shop: Pick<Runtime, 'call'>, { count, log }: Growing): Promise<void> {
  await stockDemoShop(shop, log)
  await createAssortmentLoader(shop)([grownAssortment])
  const pictures = await storePictures(shop, log)
  const load = createGoodsLoader(shop, location)
  const started = performance.now()
  const loadFrom = async (from: number): Promise<number> => {
    const numbers = Array.from({ length: Math.min(batchSize, count - from) }, (_, index) => from + index)
    const { rejected } = await load(numbers.map((number) => growGoods(number, pictures)))
    const [first] = rejected
    if (first) throw new Error(`Product ${from + first.index}: ${first.field}: ${first.detail}`)
    return from + numbers.length
  }
  const starts = Array.from({ length: Math.ceil(count / batchSize) }, (_, index) => index * batchSize)
  for await (const done of inFlight(starts, batchesAtOnce, loadFrom)) {
    const seconds = (performance.now() - started) / 1_000
    if (done % 10_000 === 0 || done === count)
      log(`  ${done} of ${count} products (${Math.round(done / seconds)} a second)`)
  }
}
