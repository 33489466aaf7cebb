import { command, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { lockBrands, upsertBrands } from '../data/brands.ts'
import { lockAssortment } from '../data/locks.ts'
import { addBrands } from '../data/store-brands.ts'
import { BrandToSave } from '../domain/category-input.ts'
import { BrandId } from '../domain/ids.ts'
import { brandList, brandTag } from '../domain/tags.ts'
import { BrandState, brandChanged, displayChanged } from '../events.ts'

const Loaded = z.object({ id: BrandId, slug: z.string() }).meta({ id: 'LoadedBrand' })

export const saveBrands = command({
  name: 'catalog.save-brands',
  summary: 'Loads brands, each known again by its slug; what stands already is left alone.',
  access: internal,
  input: z.object({ brands: z.array(BrandToSave).min(1).max(1_000) }),
  output: z.object({ items: z.array(Loaded) }).meta({ id: 'LoadedBrands' }),
  refuses: { invalid_brands: 422 },
  run: async (ctx, { brands }) => {
    await lockAssortment(ctx.sql)
    const known = await lockBrands(
      ctx.sql,
      brands.map(({ slug }) => slug),
    )
    const bySlug = new Map(known.map((brand) => [brand.slug, brand]))
    const now = ctx.now()
    const wishes = brands.flatMap((brand, index) =>
      bySlug.has(brand.slug) ? [] : [{ ...brand, field: `brands.${index}.` }],
    )
    const added = await addBrands({ sql: ctx.sql, now, newId: ctx.newId }, wishes)
    if ('faults' in added) return refuse('invalid_brands', { errors: added.faults })
    const changed = brands.flatMap(({ slug, name, description }) => {
      const former = bySlug.get(slug)
      if (!former || (former.name === name && former.description === description)) return []
      return [{ ...former, name, description, version: former.version + 1 }]
    })
    if (changed.length > 0) await upsertBrands(ctx.sql, changed, now)

    for (const brand of [...added, ...changed]) ctx.publish(brandChanged, BrandState.parse(brand))
    if (added.length + changed.length > 0) {
      ctx.publish(displayChanged, { tags: [brandList, ...changed.map(({ slug }) => brandTag(slug))], variantIds: [] })
    }
    return { items: [...known, ...added].map(({ id, slug }) => ({ id, slug })) }
  },
})
