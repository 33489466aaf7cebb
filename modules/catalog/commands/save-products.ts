import { command, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { contentHash } from '../data/content-hash.ts'
import { lockLoads } from '../data/locks.ts'
import { productStates } from '../data/product-states.ts'
import { lockSavedProducts } from '../data/products.ts'
import { storeProducts } from '../data/store-products.ts'
import { ProductId, VariantId } from '../domain/ids.ts'
import { pairLoad } from '../domain/load.ts'
import { ProductToSave } from '../domain/product-input.ts'
import { displayChanged, productChanged } from '../events.ts'

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
  input: z.object({ products: z.array(ProductToSave).min(1).max(1_000) }),
  output: z.object({ items: z.array(Saved) }).meta({ id: 'LoadedProducts' }),
  refuses: { invalid_products: 422 },
  run: async (ctx, { products }) => {
    await lockLoads(ctx.sql)
    const saved = await lockSavedProducts(ctx.sql, {
      externalKeys: products.flatMap(({ externalKey }) => externalKey ?? []),
      slugs: products.flatMap(({ externalKey, slug }) => (externalKey === undefined && slug ? [slug] : [])),
    })
    const now = ctx.now()
    const { rows, faults } = pairLoad(products, saved, { now, newId: ctx.newId, hashOf: contentHash })
    if (faults.length > 0) return refuse('invalid_products', { detail: 'Nothing was saved.', errors: faults })

    const due = rows.filter(({ outcome }) => outcome !== 'unchanged').map(({ draft }) => draft)
    if (due.length > 0) {
      const stored = await storeProducts({ sql: ctx.sql, now, newId: ctx.newId }, due)
      if ('faults' in stored) {
        return refuse('invalid_products', { detail: 'Nothing was saved.', errors: stored.faults })
      }
      ctx.publish(displayChanged, { tags: [...stored.tags], variantIds: stored.variantIds })
    }
    const states = await productStates(
      ctx.sql,
      rows.map(({ draft }) => draft.id),
    )
    const items = states.flatMap((state, index) => {
      const outcome = rows[index]?.outcome ?? 'unchanged'
      if (outcome !== 'unchanged') ctx.publish(productChanged, state)
      const variants = state.variants.map(({ id, sku }) => ({ id, sku }))
      return [{ id: state.id, slug: state.slug, outcome, variants }]
    })
    return { items }
  },
})
