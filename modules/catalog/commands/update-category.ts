import { can, command, refuse, type WorkContext } from '@merx/kernel'
import { z } from 'zod'
import {
  findCategories,
  lockCategory,
  lockProductsOnShelf,
  moveBelow,
  renameShelf,
  type SavedCategory,
  upsertCategories,
} from '../data/categories.ts'
import { placeInCollections } from '../data/collection-products.ts'
import { lockTree } from '../data/locks.ts'
import { putOnShelves, showMoved } from '../data/move-products.ts'
import { claimSlugs } from '../data/slugs.ts'
import { categoryContent } from '../domain/category-input.ts'
import { CategoryId } from '../domain/ids.ts'
import { Slug } from '../domain/slug.ts'
import { aspectTag, categoryTag, categoryTree } from '../domain/tags.ts'
import { CategoryState, categoryChanged, displayChanged, productChanged } from '../events.ts'

export const updateCategory = command({
  name: 'catalog.update-category',
  summary: 'Replaces what is said of a category, and moves it with all below it where its parent changes.',
  rest: 'PUT /admin/categories/{id}',
  access: can('catalog:write'),
  input: z.object({ id: CategoryId, version: z.int(), slug: Slug.optional(), ...categoryContent }),
  output: CategoryState,
  refuses: { unknown_category: 404, stale_version: 409, unknown_parent: 422, category_circle: 422, slug_taken: 409 },
  run: async (ctx, input) => {
    await lockTree(ctx.sql)
    const former = await lockCategory(ctx.sql, input.id)
    if (!former) return refuse('unknown_category')
    if (former.version !== input.version) return refuse('stale_version', { version: former.version })
    const [parent] = input.parent === null ? [] : await findCategories(ctx.sql, [input.parent])
    if (input.parent !== null && !parent) return refuse('unknown_parent')
    if (parent?.path.includes(former.shelf)) {
      return refuse('category_circle', { detail: `'${parent.slug}' is '${former.slug}' itself or lies below it.` })
    }
    const slug = input.slug ?? former.slug
    if (slug !== former.slug) {
      const claimed = await claimSlugs(ctx.sql, 'category', [{ ownerId: former.id, slug, exact: true }])
      if (!claimed.has(former.id)) return refuse('slug_taken')
      await renameShelf(ctx.sql, former.shelf, categoryTag(slug))
    }
    const { name, description, position } = input
    const path = [...(parent?.path ?? []), former.shelf]
    const category = {
      ...former,
      name,
      description,
      position,
      slug,
      path,
      parent: input.parent,
      version: former.version + 1,
    }
    await upsertCategories(ctx.sql, [category], ctx.now())
    const moved = former.parent === category.parent ? [] : await moveProducts(ctx, former, category)
    const state = CategoryState.parse(category)
    ctx.publish(categoryChanged, state)
    ctx.publish(displayChanged, {
      tags: [categoryTree, categoryTag(former.slug), aspectTag(categoryTag(former.slug), 'members'), ...moved],
      variantIds: [],
    })
    return state
  },
})

/**
 * Takes the products of the category from the shelves above its old place to those above the new one, and into the collections whose
 * rules they meet there.
 */
async function moveProducts(ctx: WorkContext, from: SavedCategory, to: SavedCategory): Promise<readonly string[]> {
  await moveBelow(ctx.sql, from.path, to.path)
  const products = await lockProductsOnShelf(ctx.sql, from.shelf)
  const placed = await placeInCollections(ctx.sql, products)
  const moved = new Set(placed.filter(({ isMoved }) => isMoved).map(({ id }) => id))
  const tags = await putOnShelves(
    ctx.sql,
    products.filter((id) => !moved.has(id)),
  )
  const shown = await showMoved(ctx.sql, [...moved].toSorted(), ctx.now())
  for (const state of shown.states) ctx.publish(productChanged, state)
  return [...new Set([...tags, ...shown.tags])]
}
