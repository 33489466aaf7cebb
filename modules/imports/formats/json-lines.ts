import { AttributeToSave, BrandToSave, CategoryToSave } from '@merx/catalog'
import type { z } from 'zod'
import type { Assortment } from '../goods/assortment.ts'
import { GoodsRow } from '../goods/goods-row.ts'
import { decode } from './decode.ts'
import { nothing, type Reader, type Reading, type Row } from './format.ts'
import { splitLines } from './split-lines.ts'

/** How one parsed line is understood; throws `LineFault` for one that cannot be. */
export type ReadLine = (value: unknown) => Pick<Row, 'goods' | 'refersTo'>

/** A line that cannot be understood, and why. */
export class LineFault extends Error {
  override readonly name = 'LineFault'
  readonly column: string
  readonly code: string
  constructor(column: string, code: string, message: string) {
    super(message)
    this.column = column
    this.code = code
  }
}

/** The first thing that a schema finds wrong with a line. */
export function lineFault({ issues: [issue] }: z.ZodError): LineFault {
  if (issue?.code === 'unrecognized_keys') {
    return new LineFault(issue.keys.join(', '), 'unknown_column', 'is not a field of goods')
  }
  // a sheet has a NaN where a price is reduced that is not named
  const isMissing = issue?.code === 'invalid_type' && /(undefined|NaN)$/.test(issue.message)
  const code = isMissing ? 'required' : (issue?.code ?? 'invalid')
  return new LineFault(issue?.path.join('.') ?? '', code, isMissing ? 'is required' : (issue?.message ?? ''))
}

/** A file with a JSON value on each line. */
export function jsonLines(readLine: ReadLine): Reader {
  return async function* (source) {
    for await (const { number, text } of splitLines(decode(source))) yield read(readLine, number, text)
  }
}

function read(readLine: ReadLine, line: number, text: string | undefined): Reading {
  try {
    return { line, placeOf: (column) => ({ line, column }), ...readLine(parse(text)) }
  } catch (error) {
    if (!(error instanceof LineFault)) throw error
    return { line, fault: { line, column: error.column, code: error.code, detail: error.message } }
  }
}

function parse(text: string | undefined): unknown {
  if (text === undefined) throw new LineFault('', 'line_too_long', 'is longer than four million characters')
  try {
    return JSON.parse(text)
  } catch {
    throw new LineFault('', 'malformed_line', 'is no JSON')
  }
}

const kinds = { brand: 'brands', category: 'categories', attribute: 'attributes' } as const
const assortmentSchemas = { brand: BrandToSave, category: CategoryToSave, attribute: AttributeToSave } as const

/** Our own lines: goods, and before them the brands, categories and attributes that they refer to. */
export function ownLine(value: unknown): Pick<Row, 'goods' | 'refersTo'> {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : 'product'
  if (kind === 'brand' || kind === 'category' || kind === 'attribute') {
    const { kind: _, ...one } = Object(value)
    const { data, error } = assortmentSchemas[kind].safeParse(one)
    if (error) throw lineFault(error)
    const refersTo: Assortment = { ...nothing, [kinds[kind]]: [data] }
    return { goods: { kind: 'none' }, refersTo }
  }
  const { data: row, error } = GoodsRow.safeParse(value)
  if (error) throw lineFault(error)
  return { goods: { kind: 'part', row }, refersTo: nothing }
}
