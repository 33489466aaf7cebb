import type { Assortment } from '../goods/assortment.ts'
import type { Goods } from '../goods/goods.ts'
import type { GoodsRow } from '../goods/goods-row.ts'
import type { RowFault } from '../goods/row-fault.ts'

/** What a file does not say and the caller does. */
export type Defaults = {
  /** The market of prices without one. */
  readonly market: string
  /** How many of each new variant there are, where the format knows none. */
  readonly openingStock: number
}

/** What our own formats must know of the shop to read a cell. */
export type Surroundings = Defaults & {
  /** Minor units by market. */
  readonly exponents: ReadonlyMap<string, number>
  readonly attributeTypes: ReadonlyMap<string, 'text' | 'number' | 'boolean' | 'choice'>
}

/** A place in the file, for a field of what was read from it such as `variants.1.sku`. */
export type PlaceOf = (field: string) => Pick<RowFault, 'line' | 'column'>

/**
 * What stands in a row, or in the rows of one product: `whole` says all there is to say of the product, `part` leaves alone what it does
 * not mention.
 */
export type Row = {
  /** The last line that it takes up. */
  readonly line: number
  readonly placeOf: PlaceOf
  readonly refersTo: Assortment
  readonly goods:
    | { readonly kind: 'whole'; readonly goods: Goods }
    | { readonly kind: 'part'; readonly row: GoodsRow }
    /** A row about what products refer to. */
    | { readonly kind: 'none' }
}

export type Reading = Row | { readonly line: number; readonly fault: RowFault }

/** Turns the bytes of a file into rows, one at a time; what cannot be understood comes as a fault in its place. */
export type Reader = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Reading>

export const nothing: Assortment = { brands: [], categories: [], attributes: [] }
