import type { GoodsRow } from '../goods/goods-row.ts'
import { amountIn, attributeIn, type CellFault, flagIn, itemsIn, pairsIn, type Read, wholeNumberIn } from './cells.ts'
import type { Surroundings } from './format.ts'

type Variant = NonNullable<GoodsRow['variants']>[number]

/** What a row of a sheet says of a product and of one of its variants, as it is put together cell by cell. */
export type SheetRow = {
  product: Omit<GoodsRow, 'variants'>
  variant: Omit<Variant, 'sku'> & { sku?: string }
}

/** Puts a cell into the row, or tells why it cannot. */
export type Column = (cell: string, row: SheetRow) => CellFault | undefined

const asText: (cell: string) => Read<string> = (cell) => ({ value: cell })
const asItems: (cell: string) => Read<readonly string[]> = (cell) => ({ value: itemsIn(cell) })

const productColumns = {
  externalKey: asText,
  slug: asText,
  status: asText,
  name: asText,
  description: asText,
  brand: asText,
  categories: asItems,
  taxCategory: asText,
  featured: wholeNumberIn,
  createdAt: asText,
  images: (cell: string) => ({ value: itemsIn(cell).map(imageOf) }),
} as const

const variantColumns = {
  sku: asText,
  barcode: asText,
  weight: wholeNumberIn,
  image: asText,
  stock: wholeNumberIn,
  withdrawn: flagIn,
} as const

/** Columns that stand for themselves; the others are `price:us`, `compareAt:us`, `attribute:material` and `option:Size`. */
export const plainColumns = [...Object.keys(productColumns), ...Object.keys(variantColumns), 'attributes', 'options']

/** The column of a name, or `undefined` where there is none. */
export function columnOf(name: string, surroundings: Surroundings): Column | undefined {
  const [, kind, of = ''] = /^(price|compareAt|attribute|option):(.+)$/.exec(name) ?? []
  if (kind === 'attribute') return attributeColumn(of, surroundings)
  if (kind === 'option') return optionColumn(of)
  if (kind === 'price' || kind === 'compareAt') return priceColumn(kind, of, surroundings)
  if (name === 'attributes') return attributesColumn(surroundings)
  if (name === 'options') return optionsColumn
  if (isKey(productColumns, name))
    return put(productColumns[name], (row, value) => Object.assign(row.product, { [name]: value }))
  if (isKey(variantColumns, name))
    return put(variantColumns[name], (row, value) => Object.assign(row.variant, { [name]: value }))
  return undefined
}

function isKey<T extends object>(columns: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(columns, name)
}

function put(read: (cell: string) => Read<unknown>, into: (row: SheetRow, value: unknown) => void): Column {
  return (cell, row) => {
    const found = read(cell)
    if ('fault' in found) return found.fault
    into(row, found.value)
    return undefined
  }
}

/** A path of ours, an address, or a file beside the sheet. */
function imageOf(item: string) {
  if (item.startsWith('/media/')) return { path: item }
  return /^https?:\/\//i.test(item) ? { url: item } : { file: item }
}

function optionsOf({ options }: SheetRow['variant']): readonly unknown[] {
  return Array.isArray(options) ? options : []
}

function optionColumn(name: string): Column {
  return (value, { variant }) => {
    variant.options = [...optionsOf(variant), { name, value }]
    return undefined
  }
}

const optionsColumn: Column = (cell, { variant }) => {
  const pairs = pairsIn(cell)
  if ('fault' in pairs) return pairs.fault
  variant.options = pairs.value.map(([name, value]) => ({ name, value }))
  return undefined
}

function attributeColumn(code: string, { attributeTypes }: Surroundings): Column {
  return (cell, { product }) => {
    const read = attributeIn([code, cell], attributeTypes)
    if ('fault' in read) return read.fault
    product.moreAttributes = [...(product.moreAttributes ?? []), read.value]
    return undefined
  }
}

function attributesColumn({ attributeTypes }: Surroundings): Column {
  return (cell, { product }) => {
    const pairs = pairsIn(cell)
    if ('fault' in pairs) return pairs.fault
    const read = pairs.value.map((pair) => attributeIn(pair, attributeTypes))
    const fault = read.find((one) => 'fault' in one)
    if (fault) return fault.fault
    product.attributes = read.flatMap((one) => ('value' in one ? [one.value] : []))
    return undefined
  }
}

function priceColumn(kind: 'price' | 'compareAt', market: string, { exponents }: Surroundings): Column {
  const exponent = exponents.get(market)
  const field = kind === 'price' ? 'amount' : 'compareAt'
  return (cell, { variant }) => {
    if (exponent === undefined) return { code: 'unknown_market', detail: `There is no market '${market}'.` }
    const amount = amountIn(cell, exponent)
    if ('fault' in amount) return amount.fault
    const others = variant.prices?.filter((price) => price.market !== market) ?? []
    const own = variant.prices?.find((price) => price.market === market)
    // a price that was without its amount is told when the row is read as a whole
    variant.prices = [...others, { amount: Number.NaN, ...own, market, [field]: amount.value }]
    return undefined
  }
}
