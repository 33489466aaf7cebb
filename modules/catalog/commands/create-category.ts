import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findCategories } from '../data/categories.ts'
import { lockTree } from '../data/locks.ts'
import { addCategories } from '../data/store-categories.ts'
import { categoryContent } from '../domain/category-input.ts'
import { Slug } from '../domain/slug.ts'
import { categoryTree } from '../domain/tags.ts'
import { CategoryState, categoryChanged, displayChanged } from '../events.ts'

export const createCategory = command({
  name: 'catalog.create-category',
  summary: 'Creates a category; without a slug it gets one from its name.',
  rest: 'POST /admin/categories',
  access: can('catalog:write'),
  input: z.object({ slug: Slug.optional(), ...categoryContent }),
  output: CategoryState,
  refuses: { invalid_category: 422 },
  run: async (ctx, input) => {
    await lockTree(ctx.sql)
    const known = input.parent === null ? [] : await findCategories(ctx.sql, [input.parent])
    const wish = { ...input, slug: input.slug, field: '' }
    const added = await addCategories({ sql: ctx.sql, now: ctx.now(), newId: ctx.newId }, [wish], known)
    if ('faults' in added) return refuse('invalid_category', { errors: added.faults })
    const [category] = added
    if (!category) throw new Error('A category was neither made nor refused')
    const state = CategoryState.parse(category)
    ctx.publish(categoryChanged, state)
    ctx.publish(displayChanged, { tags: [categoryTree], variantIds: [] })
    return state
  },
})
