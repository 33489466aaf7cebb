export type { Assortment } from './assortment.ts'
export { createAssortmentLoader } from './assortment.ts'
export type { Goods, LoadReport, RejectedGoods } from './load-goods.ts'
export { batchSize, loadGoods } from './load-goods.ts'
