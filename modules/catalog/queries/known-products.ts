import { internal, query, text } from '@merx/kernel'
import { z } from 'zod'
import { findByKeys, productStates } from '../data/product-states.ts'
import { ProductState } from '../events.ts'

const keys = z.array(text(200)).max(5_000).default([])

const KnownProduct = z
  .object({
    state: ProductState,
    externalKey: z.string().nullable(),
    /** Those of the slugs asked for that are or were its own. */
    slugs: z.array(z.string()),
  })
  .meta({ id: 'KnownProduct' })
export type KnownProduct = z.output<typeof KnownProduct>

export const knownProducts = query({
  name: 'catalog.known-products',
  summary:
    'The products of any status that have one of the external keys, one of the slugs, now or formerly, or one of the SKUs.',
  access: internal,
  input: z.object({ externalKeys: keys, slugs: keys, skus: keys }),
  output: z.object({ items: z.array(KnownProduct) }).meta({ id: 'KnownProducts' }),
  run: async (ctx, asked) => {
    const found = await findByKeys(ctx.sql, asked)
    const states = await productStates(
      ctx.sql,
      found.map(({ id }) => id),
    )
    const stateOf = new Map<string, ProductState>(states.map((state) => [state.id, state]))
    const items = found.flatMap(({ id, externalKey, slugs }) => {
      const state = stateOf.get(id)
      return state ? [{ state, externalKey, slugs }] : []
    })
    return { items }
  },
})
