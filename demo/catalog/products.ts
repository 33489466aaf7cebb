import { desk } from './desk.ts'
import { fragrance } from './fragrance.ts'
import { furniture } from './furniture.ts'
import { glassware } from './glassware.ts'
import { jewellery } from './jewellery.ts'
import { kitchen } from './kitchen.ts'
import { leather } from './leather.ts'
import { lighting } from './lighting.ts'
import type { DemoProduct } from './shape.ts'
import { tableware } from './tableware.ts'
import { textiles } from './textiles.ts'
import { vases } from './vases.ts'

/** Everything the house sells. */
export const products: readonly DemoProduct[] = [
  ...vases,
  ...tableware,
  ...glassware,
  ...kitchen,
  ...lighting,
  ...furniture,
  ...textiles,
  ...fragrance,
  ...leather,
  ...jewellery,
  ...desk,
]
