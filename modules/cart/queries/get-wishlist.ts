import { Product, products } from '@merx/catalog'
import { anyone, isRefused, query } from '@merx/kernel'
import { MarketCode } from '@merx/pricing'
import { z } from 'zod'
import { wishesOf } from '../data/wishlists.ts'
import { VariantId } from '../domain/ids.ts'
import { wishersOf } from '../wishers.ts'

const { id: _, ...variantFields } = Product.shape.variants.element.shape

const Wish = z
  .object({
    variantId: VariantId,
    productSlug: z.string(),
    name: z.string(),
    ...variantFields,
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'Wish' })

export const getWishlist = query({
  name: 'cart.get-wishlist',
  summary:
    'The wishlist of the user, or else of the token, the newest first, with prices and availability of this moment.',
  rest: 'GET /wishlist',
  access: anyone,
  input: z.object({ market: MarketCode.optional() }),
  output: z
    .object({
      items: z.array(Wish),
      withdrawn: z.array(VariantId).describe('Wishes that are no longer sold'),
      unmerged: z.int().describe('Wishes from before log-in that the next change, or `POST /cart/merge`, brings in'),
    })
    .meta({ id: 'Wishlist' }),
  refuses: { unknown_market: 404 },
  async run(ctx, { market }) {
    const wishers = wishersOf(ctx)
    if (!wishers.user && !wishers.guest) return { items: [], withdrawn: [], unmerged: 0 }
    const all = await wishesOf(ctx.sql, wishers, ctx.now())
    const wishes = wishers.user ? all.filter(({ isUsers }) => isUsers) : all
    const ids = [...new Set(wishes.map(({ productId }) => productId))]
    const found = ids.length > 0 ? await ctx.call(products, { ids, ...(market && { market }) }) : { items: [] }
    if (isRefused(found)) return found
    const offers = new Map(
      found.items.flatMap(({ slug, name, variants }) =>
        variants.map(({ id, ...variant }) => [id, { ...variant, variantId: id, productSlug: slug, name }]),
      ),
    )
    return {
      items: wishes.flatMap(({ variantId, addedAt }) => {
        const offer = offers.get(variantId)
        return offer ? [{ ...offer, addedAt: addedAt.toISOString() }] : []
      }),
      withdrawn: wishes.flatMap(({ variantId }) => (offers.has(variantId) ? [] : [variantId])),
      unmerged: all.length - wishes.length,
    }
  },
})
