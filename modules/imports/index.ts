import { defineModule } from '@merx/kernel'

export { esci } from './formats/esci.ts'
export { type FormatName, formatNames } from './formats/format.ts'
export { icecat } from './formats/icecat.ts'
export { formatOf } from './formats/reader-of.ts'
export type { Assortment } from './goods/assortment.ts'
export { createAssortmentLoader } from './goods/assortment.ts'
export type { Goods } from './goods/goods.ts'
export { type ImportedBatch, importGoods } from './goods/import-goods.ts'
export { inFlight } from './goods/in-flight.ts'
export type { GoodsLoader } from './goods/load-goods.ts'
export { batchesAtOnce, batchSize, createGoodsLoader } from './goods/load-goods.ts'
export type { RowFault } from './goods/row-fault.ts'

export const importsModule = defineModule({ name: 'imports', operations: [] })
