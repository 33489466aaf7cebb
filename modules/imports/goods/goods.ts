import type { ProductToSave } from '@merx/catalog'
import type { FreeContext } from '@merx/kernel'
import type { z } from 'zod'

/** What loads call operations through: a runtime, or the context of a job. */
export type Shop = Pick<FreeContext, 'call'>

/** A product with what each of its variants costs and how many there are. */
export type Goods = {
  readonly product: z.input<typeof ProductToSave>
  readonly prices: readonly Price[]
  /** Only for variants that have never been counted: a repeated load does not undo what was sold. */
  readonly openingStock: readonly { readonly sku: string; readonly onHand: number }[]
}

type Price = {
  readonly sku: string
  readonly market: string
  readonly amount: number
  readonly compareAt?: number | undefined
}

/** `index` is the place in the batch, `code` one that stays the same from release to release. */
export type RejectedGoods = {
  readonly index: number
  readonly field: string
  readonly code: string
  readonly detail: string
}
