import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import {
  deleteCollection,
  type HeldPage,
  holdPage,
  lockDueCollection,
  noteHeld,
  placeInCollections,
} from '../data/collection-products.ts'
import { lockProducts, lockShelves } from '../data/locks.ts'
import { showMoved } from '../data/move-products.ts'
import { displayChanged, productChanged } from '../events.ts'

export const holdCollections = command({
  name: 'catalog.hold-collections',
  summary: 'Holds a page of products against a rule that has changed, and notes how far that got.',
  access: internal,
  input: z.object({ limit: z.int().min(1).max(5_000).default(1_000) }),
  output: z.object({ isDone: z.boolean() }).meta({ id: 'HeldCollections' }),
  run: async (ctx, { limit }) => {
    await lockShelves(ctx.sql)
    const due = await lockDueCollection(ctx.sql)
    if (!due) return { isDone: true }
    const { misplaced, last }: HeldPage = await holdPage(ctx.sql, due, limit)
    if (misplaced.length > 0) {
      // they may have changed before they were locked: whether they move is said under the lock
      await lockProducts(ctx.sql, misplaced)
      const placed = await placeInCollections(ctx.sql, misplaced)
      const moved = placed.filter(({ isMoved }) => isMoved).map(({ id }) => id)
      const { states, tags } = await showMoved(ctx.sql, moved.toSorted(), ctx.now())
      for (const state of states) ctx.publish(productChanged, state)
      if (tags.length > 0) ctx.publish(displayChanged, { tags: [...tags], variantIds: [] })
    }
    // products leave a removed collection from the front, so its page always starts anew
    if (!due.removed) await noteHeld(ctx.sql, due.id, last)
    else if (last === null) await deleteCollection(ctx.sql, due)
    return { isDone: false }
  },
})
