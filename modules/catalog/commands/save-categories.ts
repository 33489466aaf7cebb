import { command, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findCategories, upsertCategories } from '../data/categories.ts'
import { lockAssortment } from '../data/locks.ts'
import { addCategories } from '../data/store-categories.ts'
import { CategoryToSave } from '../domain/category-input.ts'
import { CategoryId } from '../domain/ids.ts'
import { categoryTag, categoryTree } from '../domain/tags.ts'
import { CategoryState, categoryChanged, displayChanged } from '../events.ts'

const Loaded = z.object({ id: CategoryId, slug: z.string() }).meta({ id: 'LoadedCategory' })

export const saveCategories = command({
  name: 'catalog.save-categories',
  summary:
    'Loads categories, each known again by its slug, parents before children; what stands already is left alone.',
  access: internal,
  input: z.object({ categories: z.array(CategoryToSave).min(1).max(1_000) }),
  output: z.object({ items: z.array(Loaded) }).meta({ id: 'LoadedCategories' }),
  refuses: { invalid_categories: 422 },
  run: async (ctx, { categories }) => {
    await lockAssortment(ctx.sql)
    const slugs = categories.flatMap(({ slug, parent }) => (parent === null ? [slug] : [slug, parent]))
    const known = await findCategories(ctx.sql, [...new Set(slugs)])
    const bySlug = new Map(known.map((category) => [category.slug, category]))

    const elsewhere = categories.flatMap(({ slug, parent }, index) => {
      const former = bySlug.get(slug)
      if (!former || former.parent === parent) return []
      const detail = `'${slug}' lies below '${former.parent}'. Move it with catalog.update-category first.`
      return [{ field: `categories.${index}.parent`, code: 'category_elsewhere', detail }]
    })
    if (elsewhere.length > 0) return refuse('invalid_categories', { errors: elsewhere })

    const now = ctx.now()
    const wishes = categories.flatMap((category, index) =>
      bySlug.has(category.slug) ? [] : [{ ...category, field: `categories.${index}.` }],
    )
    const added = await addCategories({ sql: ctx.sql, now, newId: ctx.newId }, wishes, known)
    if ('faults' in added) return refuse('invalid_categories', { errors: added.faults })
    const changed = categories.flatMap(({ slug, name, description, position }) => {
      const former = bySlug.get(slug)
      if (!former || sameText(former, { name, description, position })) return []
      return [{ ...former, name, description, position, version: former.version + 1 }]
    })
    if (changed.length > 0) await upsertCategories(ctx.sql, changed, now)

    for (const category of [...added, ...changed]) ctx.publish(categoryChanged, CategoryState.parse(category))
    if (added.length + changed.length > 0) {
      const tags = [categoryTree, ...changed.map(({ slug }) => categoryTag(slug))]
      ctx.publish(displayChanged, { tags, variantIds: [] })
    }
    const ids = new Map([...known, ...added].map(({ slug, id }) => [slug, id]))
    return { items: categories.flatMap(({ slug }) => loaded(slug, ids.get(slug))) }
  },
})

function loaded(slug: string, id: CategoryId | undefined) {
  return id === undefined ? [] : [{ id, slug }]
}

function sameText(former: Said, wanted: Said): boolean {
  return former.name === wanted.name && former.description === wanted.description && former.position === wanted.position
}

type Said = Pick<CategoryToSave, 'name' | 'description' | 'position'>
