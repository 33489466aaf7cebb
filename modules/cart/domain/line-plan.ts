import { z } from 'zod'
import { Stock } from './brought-lines.ts'
import { CartId } from './ids.ts'
import { Owner } from './owner.ts'
import { StoredLine } from './stored-cart.ts'
import { CartTarget } from './target.ts'

/** What a flow of another module is to put into the cart of its caller. */
export const LinePlan = z
  .object({
    target: CartTarget,
    /** For a new cart, in case that the one that was found is closed by now. */
    fresh: Owner,
    cartId: CartId,
    market: z.string(),
    lines: z.array(StoredLine),
    stock: Stock,
  })
  .meta({ id: 'CartLinePlan' })
export type LinePlan = z.output<typeof LinePlan>
