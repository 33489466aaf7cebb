import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { lockBrand, upsertBrands } from '../data/brands.ts'
import { renameShelf } from '../data/categories.ts'
import { claimSlugs } from '../data/slugs.ts'
import { brandContent } from '../domain/category-input.ts'
import { BrandId } from '../domain/ids.ts'
import { Slug } from '../domain/slug.ts'
import { aspectTag, brandList, brandTag } from '../domain/tags.ts'
import { BrandState, brandChanged, displayChanged } from '../events.ts'

export const updateBrand = command({
  name: 'catalog.update-brand',
  summary: 'Replaces what is said of a brand; its old slug leads to the new one.',
  rest: 'PUT /admin/brands/{id}',
  access: can('catalog:write'),
  input: z.object({ id: BrandId, version: z.int(), slug: Slug.optional(), ...brandContent }),
  output: BrandState,
  refuses: { unknown_brand: 404, stale_version: 409, slug_taken: 409 },
  run: async (ctx, { id, version, name, description, ...input }) => {
    const former = await lockBrand(ctx.sql, id)
    if (!former) return refuse('unknown_brand')
    if (former.version !== version) return refuse('stale_version', { version: former.version })
    const slug = input.slug ?? former.slug
    if (slug !== former.slug) {
      const claimed = await claimSlugs(ctx.sql, 'brand', [{ ownerId: id, slug, exact: true }])
      if (!claimed.has(id)) return refuse('slug_taken')
      await renameShelf(ctx.sql, former.shelf, brandTag(slug))
    }
    const brand = { ...former, slug, name, description, version: version + 1 }
    await upsertBrands(ctx.sql, [brand], ctx.now())
    const state = BrandState.parse(brand)
    ctx.publish(brandChanged, state)
    ctx.publish(displayChanged, {
      tags: [brandList, brandTag(former.slug), aspectTag(brandTag(former.slug), 'members')],
      variantIds: [],
    })
    return state
  },
})
