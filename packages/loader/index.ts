export type { Assortment } from './assortment.ts'
export { createAssortmentLoader } from './assortment.ts'
export type { Goods, GoodsLoader, LoadReport, RejectedGoods } from './load-goods.ts'
export { batchSize, createGoodsLoader } from './load-goods.ts'
