import { internal, isRefused, query, refuse, text } from '@merx/kernel'
import { CountryCode, taxRates } from '@merx/pricing'
import { options } from '@merx/shipping'
import { z } from 'zod'
import { callersCarts, unmergedIn } from '../callers-carts.ts'
import { CartQuote, cartQuote } from '../quoting/cart-quote.ts'
import { gather } from '../quoting/gather.ts'
import { quoteLines } from '../quoting/quote.ts'

const Address = z
  .object({ country: CountryCode, region: text(100).optional(), postalCode: text(20).optional() })
  .meta({ id: 'QuoteAddress' })

export const quote = query({
  name: 'cart.quote',
  summary:
    'What the cart of the caller costs at an address, tax and shipping included: the figures that checkout compares with what the buyer expects.',
  access: internal,
  input: z.object({ shippingAddress: Address, shippingOptionId: z.string().optional() }),
  output: CartQuote,
  refuses: { unknown_cart: 404, unknown_market: 404, unknown_shipping_option: 422 },
  async run(ctx, { shippingAddress: { country, region, postalCode }, shippingOptionId }) {
    const carts = await callersCarts(ctx)
    // of a user who has no cart yet: what was put together before log-in, which is to be merged first
    const cart = carts.cart ?? carts.guestCart
    if (!cart) return refuse('unknown_cart', { detail: 'There is no cart with this token, or it has expired.' })
    const known = await gather(ctx, { market: cart.market, variantIds: cart.lines.map(({ variantId }) => variantId) })
    if (isRefused(known)) return known

    const address = { country, ...(region && { region }), ...(postalCode && { postalCode }) }
    const { items: rates } = await ctx.call(taxRates, address)
    const goods = quoteLines(cart.lines, known, { rates })
    const parcel = { ...address, weight: goods.weight, subtotal: goods.totals.subtotal }
    const shipping =
      shippingOptionId === undefined
        ? undefined
        : (await ctx.call(options, parcel)).items.find(({ id }) => id === shippingOptionId)
    if (shippingOptionId !== undefined && !shipping) {
      return refuse('unknown_shipping_option', {
        detail: 'This way of shipping is not offered for this cart and address.',
      })
    }
    const quoted = shipping ? quoteLines(cart.lines, known, { rates, shipping }) : goods
    return cartQuote(cart, quoted, { market: known.market, shipping, unmerged: unmergedIn(carts) })
  },
})
