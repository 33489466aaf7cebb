import { listAttributes } from '@merx/catalog'
import { exponentOf } from '@merx/kernel'
import { listMarkets } from '@merx/pricing'
import type { FormatName } from '../domain/format-name.ts'
import { Unreadable } from '../formats/decode.ts'
import type { Defaults, Row, Surroundings } from '../formats/format.ts'
import { readerOf } from '../formats/reader-of.ts'
import { createAssortmentLoader } from './assortment.ts'
import type { RejectedGoods, Shop } from './goods.ts'
import { inFlight } from './in-flight.ts'
import { createBatchLoader } from './load-batch.ts'
import { batchesAtOnce, batchSize } from './load-goods.ts'
import type { RowFault } from './row-fault.ts'

export type ImportOptions = Defaults & {
  readonly format: FormatName
  /** Where opening stock lies. */
  readonly location: string
  /** Keeps nothing, and tells what would become of each row. */
  readonly trial: boolean
  /** Makes no products. */
  readonly updateOnly: boolean
  /** The last line of a former run: what stands up to there is loaded already. */
  readonly after: number
}

/** What became of some rows. */
export type ImportedBatch = {
  /** The last line of them. */
  readonly line: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly faults: readonly RowFault[]
  /** The rest of the file cannot be read; the last fault says why. */
  readonly isBrokenOff: boolean
}

type Batch = {
  readonly line: number
  readonly rows: readonly Row[]
  readonly faults: readonly RowFault[]
  readonly isBrokenOff: boolean
}

/**
 * Reads a file, understands it and loads it batch by batch, and tells what became of each in the order of the file. Loading a batch again
 * changes nothing, so who notes the last line and is killed goes on behind it. Memory does not grow with the file.
 */
export async function* importGoods(
  shop: Shop,
  source: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): AsyncGenerator<ImportedBatch> {
  const surroundings = await surroundingsOf(shop, options)
  const saveAssortment = createAssortmentLoader(shop)
  const load = createBatchLoader(shop, { ...options, markets: new Set(surroundings.exponents.keys()) })

  const batches = async function* () {
    for await (const batch of inBatches(source, surroundings, options)) {
      if (!options.trial) await saveAssortment(batch.rows.map(({ refersTo }) => refersTo))
      yield batch
    }
  }
  const loaded = async (batch: Batch): Promise<ImportedBatch> => {
    const { rejected, ...counts } = await load(batch.rows)
    const faults = [...batch.faults, ...rejected.map((each) => faultOf(each, batch.rows))]
    return {
      ...counts,
      line: batch.line,
      isBrokenOff: batch.isBrokenOff,
      faults: faults.toSorted((a, b) => a.line - b.line),
    }
  }
  yield* inFlight(batches(), batchesAtOnce, loaded)
}

async function surroundingsOf(shop: Shop, { format, ...defaults }: ImportOptions): Promise<Surroundings> {
  const { items: markets } = await shop.call(listMarkets, {})
  const attributes = format === 'csv' ? (await shop.call(listAttributes, {})).items : []
  return {
    ...defaults,
    exponents: new Map(markets.map(({ code, currency }) => [code, exponentOf(currency)])),
    attributeTypes: new Map(attributes.map(({ code, type }) => [code, type])),
  }
}

async function* inBatches(
  source: AsyncIterable<Uint8Array>,
  surroundings: Surroundings,
  { format, after }: ImportOptions,
): AsyncGenerator<Batch> {
  let rows: Row[] = []
  let faults: RowFault[] = []
  let line = after
  const batch = (isBrokenOff: boolean): Batch => ({ line, rows, faults, isBrokenOff })
  try {
    for await (const read of readerOf(format, surroundings)(source)) {
      if (read.line <= after) continue
      line = read.line
      if ('fault' in read) faults.push(read.fault)
      else rows.push(read)
      if (rows.length + faults.length < batchSize) continue
      yield batch(false)
      rows = []
      faults = []
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const { code, message, at } = error
    faults.push({ line: Math.max(at.line, line), column: at.column, code, detail: message })
    yield batch(true)
    return
  }
  if (rows.length + faults.length > 0) yield batch(false)
}

function faultOf({ index, field, code, detail }: RejectedGoods, rows: readonly Row[]): RowFault {
  return { line: 0, column: field, ...rows[index]?.placeOf(field), code, detail }
}
