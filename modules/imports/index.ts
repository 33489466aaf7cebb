import { defineModule } from '@merx/kernel'
import { addPart } from './commands/add-part.ts'
import { beginImport } from './commands/begin-import.ts'
import { cancelImport } from './commands/cancel-import.ts'
import { endImport } from './commands/end-import.ts'
import { noteBatch } from './commands/note-batch.ts'
import { openImport } from './commands/open-import.ts'
import { startImport } from './commands/start-import.ts'
import { importEnded } from './events.ts'
import { runImports } from './jobs/run-imports.ts'
import { exportProducts } from './queries/export-products.ts'
import { listFaults } from './queries/list-faults.ts'
import { listImports } from './queries/list-imports.ts'
import { showImport } from './queries/show-import.ts'

export { type FormatName, formatNames } from './domain/format-name.ts'
export { esci } from './formats/esci.ts'
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
export { addPart, cancelImport, exportProducts, listFaults, listImports, openImport, showImport, startImport }

export const importsModule = defineModule({
  name: 'imports',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    openImport,
    addPart,
    startImport,
    cancelImport,
    showImport,
    listImports,
    listFaults,
    exportProducts,
    beginImport,
    noteBatch,
    endImport,
  ],
  events: [importEnded],
  jobs: [runImports],
  // how a file was called, and why it was given up
  personal: { harmless: ['import.name', 'import.reason'] },
})
