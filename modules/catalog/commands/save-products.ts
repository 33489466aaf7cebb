import { command, internal, refuse, type Sql } from '@merx/kernel'
import { z } from 'zod'
import { contentHash } from '../data/content-hash.ts'
import { lockProductKeys } from '../data/locks.ts'
import { lockSavedProducts } from '../data/products.ts'
import { storeProducts } from '../data/store-products.ts'
import { variantsOf } from '../data/variants.ts'
import { ProductId, VariantId } from '../domain/ids.ts'
import { type LoadedRow, pairLoad } from '../domain/load.ts'
import { ProductToSave } from '../domain/product-input.ts'
import { displayChanged, type ProductState, productChanged } from '../events.ts'

const SavedVariant = z.object({ id: VariantId, sku: z.string() }).meta({ id: 'LoadedVariant' })

const Saved = z
  .object({
    id: ProductId,
    slug: z.string(),
    outcome: z.enum(['created', 'updated', 'unchanged']),
    variants: z.array(SavedVariant),
  })
  .meta({ id: 'LoadedProduct' })

export const saveProducts = command({
  name: 'catalog.save-products',
  summary:
    'Loads products, each known again by its external key or slug. What the last load brought is not written or announced again, so edits made since then stay.',
  access: internal,
  input: z.object({
    products: z.array(ProductToSave).min(1).max(1_000),
    trial: z.boolean().default(false).describe('Goes through with it and then refuses, so that nothing is kept'),
  }),
  output: z.object({ items: z.array(Saved) }).meta({ id: 'LoadedProducts' }),
  refuses: { invalid_products: 422, trial_ended: 422 },
  run: async (ctx, { products, trial }) => {
    const externalKeys = products.flatMap(({ externalKey }) => externalKey ?? [])
    const slugs = products.flatMap(({ externalKey, slug }) => (externalKey === undefined && slug ? [slug] : []))
    await lockProductKeys(ctx.sql, [...externalKeys, ...slugs])
    const saved = await lockSavedProducts(ctx.sql, { externalKeys, slugs })
    const now = ctx.now()
    const { rows, faults } = pairLoad(products, saved, { now, newId: ctx.newId, hashOf: contentHash })
    if (faults.length > 0) return refuse('invalid_products', { detail: 'Nothing was saved.', errors: faults })

    const due = rows.filter(({ outcome }) => outcome !== 'unchanged').map(({ draft }) => draft)
    const stored = await storeProducts({ sql: ctx.sql, now, newId: ctx.newId }, due)
    if ('faults' in stored) {
      return refuse('invalid_products', { detail: 'Nothing was saved.', errors: stored.faults })
    }
    if (trial) return refuse('trial_ended', { outcomes: rows.map(({ outcome }) => outcome) })
    if (due.length > 0) ctx.publish(displayChanged, { tags: [...stored.tags], variantIds: stored.variantIds })
    for (const state of stored.states) ctx.publish(productChanged, state)
    return { items: await itemsOf(ctx.sql, rows, stored.states) }
  },
})

/** What became of each product, in the order of the load. */
async function itemsOf(sql: Sql, rows: readonly LoadedRow[], states: readonly ProductState[]) {
  const written = new Map(states.map((state) => [state.id, state]))
  const left = rows.filter(({ draft }) => !written.has(draft.id)).map(({ draft }) => draft.id)
  const leftVariants = Map.groupBy(await variantsOf(sql, left), ({ productId }) => productId)
  return rows.map(({ draft, outcome }) => {
    const { id, formerSlug = '' } = draft
    const { slug, variants } = written.get(id) ?? { slug: formerSlug, variants: leftVariants.get(id) ?? [] }
    return { id, slug, outcome, variants: variants.map((variant) => ({ id: variant.id, sku: variant.sku })) }
  })
}
