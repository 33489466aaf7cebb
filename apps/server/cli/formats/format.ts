import type { Assortment, Goods } from '@merx/loader'

/** How a line of a file of goods is understood. Pure: it turns one parsed line into goods. */
export type Format = {
  readonly name: string
  recognises(line: unknown): boolean
  /** Throws `RowFault` for a line that cannot be understood. */
  read(line: unknown): Read
}

/** The goods of a line, and the brands, categories and attributes that they refer to. */
export type Read = { readonly goods: Goods; readonly refersTo: Assortment }

/** What a file does not say and the caller does. */
export type Defaults = { readonly market: string; readonly openingStock: number }

/** A line that cannot be understood, and why. */
export class RowFault extends Error {
  override readonly name = 'RowFault'
  readonly field: string
  constructor(field: string, message: string) {
    super(message)
    this.field = field
  }
}
