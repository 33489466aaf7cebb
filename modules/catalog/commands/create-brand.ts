import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { addBrands } from '../data/store-brands.ts'
import { brandContent } from '../domain/category-input.ts'
import { Slug } from '../domain/slug.ts'
import { brandList } from '../domain/tags.ts'
import { BrandState, brandChanged, displayChanged } from '../events.ts'

export const createBrand = command({
  name: 'catalog.create-brand',
  summary: 'Creates a brand; without a slug it gets one from its name.',
  rest: 'POST /admin/brands',
  access: can('catalog:write'),
  input: z.object({ slug: Slug.optional(), ...brandContent }),
  output: BrandState,
  refuses: { slug_taken: 409 },
  run: async (ctx, { slug, name, description }) => {
    const wish = { slug, name, description, field: '' }
    const added = await addBrands({ sql: ctx.sql, now: ctx.now(), newId: ctx.newId }, [wish])
    if ('faults' in added) return refuse('slug_taken', { errors: added.faults })
    const [brand] = added
    if (!brand) throw new Error('A brand was neither made nor refused')
    const state = BrandState.parse(brand)
    ctx.publish(brandChanged, state)
    ctx.publish(displayChanged, { tags: [brandList], variantIds: [] })
    return state
  },
})
