import { GoodsRow } from '../goods/goods-row.ts'
import type { RowFault } from '../goods/row-fault.ts'
import { type Column, columnOf, plainColumns, type SheetRow } from './columns.ts'
import { recordsIn } from './csv-records.ts'
import { decode, Unreadable } from './decode.ts'
import { nothing, type Reader, type Reading, type Surroundings } from './format.ts'
import { lineFault } from './json-lines.ts'

type NamedColumn = { readonly name: string; readonly column: Column }

type FaultyLine = Extract<Reading, { fault: RowFault }>

type SheetLine = { readonly line: number; readonly row: SheetRow }

/**
 * A sheet as CSV, one variant a row. Rows of one product stand below each other with its slug or external key, and each cell is said
 * once; an empty cell says nothing. Separated by commas, semicolons or tabs, whichever the first line has most of.
 */
export function sheet(surroundings: Surroundings): Reader {
  return async function* (source) {
    let product: SheetLine[] = []
    for await (const read of sheetLines(source, surroundings)) {
      const isFault = 'fault' in read
      // in the order of the file: who goes on behind a line has all above it
      if (product.length > 0 && (isFault || !isSame(product, read.row))) {
        yield productOf(product)
        product = []
      }
      if (isFault) yield read
      else product.push(read)
    }
    if (product.length > 0) yield productOf(product)
  }
}

/** A row that names no product stands for itself: it is known by its SKU. */
function isSame([first]: readonly SheetLine[], { product: { externalKey, slug } }: SheetRow): boolean {
  const above = first?.row.product
  return (externalKey ?? slug) !== undefined && externalKey === above?.externalKey && slug === above?.slug
}

function productOf(lines: readonly SheetLine[]): Reading {
  const last = lines.at(-1)?.line ?? 0
  const variants = lines.flatMap(({ row: { variant } }) => (variant.sku === undefined ? [] : [variant]))
  // the first row that says a thing says it
  const said = Object.assign({}, ...lines.map(({ row }) => row.product).toReversed())
  const { data: row, error } = GoodsRow.safeParse({ ...said, ...(variants.length > 0 && { variants }) })
  const withSku = lines.filter(({ row: { variant } }) => variant.sku !== undefined)
  const placeOf = (field: string) => {
    const [first = '', at = '', ...path] = field.split('.')
    const top = lines[0]?.line ?? 0
    const variant = withSku[Number(at)]
    if (first !== 'variants') return { line: top, column: first }
    return { line: variant?.line ?? top, column: columnIn(path, variant?.row) }
  }
  if (error) {
    const { column, code, message } = lineFault(error)
    return { line: last, fault: { ...placeOf(column), code, detail: message } }
  }
  return { line: last, placeOf, refersTo: nothing, goods: { kind: 'part', row } }
}

/** `prices.1.amount` of a variant is its column `price:eu`. */
function columnIn([first = 'sku', at = '', field]: readonly string[], row: SheetRow | undefined): string {
  if (first !== 'prices') return first
  const market = row?.variant.prices?.[Number(at)]?.market
  return `${field === 'compareAt' ? 'compareAt' : 'price'}:${market}`
}

async function* sheetLines(
  source: AsyncIterable<Uint8Array>,
  surroundings: Surroundings,
): AsyncGenerator<SheetLine | FaultyLine> {
  let columns: readonly NamedColumn[] | undefined
  for await (const { line, cells, fault } of recordsIn(decode(source))) {
    if (fault) yield { line, fault: { line, column: '', ...fault } }
    else if (columns) yield readCells(line, cells, columns)
    else columns = columnsOf(line, cells, surroundings)
  }
}

/** A sheet with a column that nobody knows is not read: a misspelt one would be left out in silence. */
function columnsOf(line: number, names: readonly string[], surroundings: Surroundings): readonly NamedColumn[] {
  const seen = new Set<string>()
  return names.map((given) => {
    const name = given.trim()
    const column = columnOf(name, surroundings)
    const known = `Known are ${plainColumns.join(', ')}, and price:, compareAt:, attribute: and option: with a name behind.`
    if (!column)
      throw new Unreadable('unknown_column', `There is no column '${name}'. ${known}`, { line, column: name })
    if (seen.has(name))
      throw new Unreadable('duplicate_column', `The column '${name}' stands twice.`, { line, column: name })
    seen.add(name)
    return { name, column }
  })
}

function readCells(line: number, record: readonly string[], columns: readonly NamedColumn[]): SheetLine | FaultyLine {
  if (record.length !== columns.length) {
    const detail = `has ${record.length} cells, the first line names ${columns.length} columns`
    return { line, fault: { line, column: '', code: 'wrong_cells', detail } }
  }
  const row: SheetRow = { product: {}, variant: {} }
  for (const [index, { name, column }] of columns.entries()) {
    const cell = record[index]?.trim() ?? ''
    const fault = cell === '' ? undefined : column(cell, row)
    if (fault) return { line, fault: { line, column: name, ...fault } }
  }
  return { line, row }
}
