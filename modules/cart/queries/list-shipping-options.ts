import { anyone, isRefused, Money, query, regionFault, text } from '@merx/kernel'
import { CountryCode, taxRates } from '@merx/pricing'
import { options } from '@merx/shipping'
import { z } from 'zod'
import { callersCarts, openCart } from '../callers-carts.ts'
import { gather } from '../quoting/gather.ts'
import { quoteLines } from '../quoting/quote.ts'

const CartShippingOption = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    /** As the market shows prices. */
    price: Money,
    minDays: z.int(),
    maxDays: z.int(),
    /** What the buyer pays with this option, tax at this address included. */
    total: Money,
  })
  .meta({ id: 'CartShippingOption' })

export const listShippingOptions = query({
  name: 'cart.list-shipping-options',
  summary: 'The ways to ship the cart to a place, each with the grand total, cheapest first; none for an empty cart.',
  rest: 'GET /cart/shipping-options',
  access: anyone,
  input: z
    .object({
      country: CountryCode,
      region: text(100).optional().describe('in the US and Canada the two-letter code, such as NY'),
      postalCode: text(20).optional(),
    })
    .superRefine(({ country, region }, check) => {
      const message = regionFault(country, region)
      if (message) check.addIssue({ code: 'custom', path: ['region'], message })
    }),
  output: z.object({ items: z.array(CartShippingOption) }).meta({ id: 'CartShippingOptions' }),
  refuses: { unknown_market: 404 },
  async run(ctx, address) {
    const cart = openCart(await callersCarts(ctx))
    if (!cart) return { items: [] }
    const known = await gather(ctx, { market: cart.market, variantIds: cart.lines.map(({ variantId }) => variantId) })
    if (isRefused(known)) return known
    const { items: rates } = await ctx.call(taxRates, address)
    const { weight, totals, lines } = quoteLines(cart.lines, known, { rates })
    if (lines.length === 0) return { items: [] }
    const offered = await ctx.call(options, { ...address, weight, subtotal: totals.subtotal })
    return {
      items: offered.items.map(({ id, name, description, price, minDays, maxDays, taxCategory }) => {
        const { total } = quoteLines(cart.lines, known, { rates, shipping: { price, taxCategory } }).totals
        return { id, name, description, price, minDays, maxDays, total }
      }),
    }
  },
})
