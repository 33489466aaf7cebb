import { prose, text } from '@merx/kernel'
import { z } from 'zod'
import type { CollectionState } from '../events.ts'
import { CollectionRule } from './collection-rule.ts'
import { CollectionId } from './ids.ts'

/** What people say about a collection. */
export const collectionContent = {
  name: text(200),
  description: prose(10_000, 0).default(''),
  /** Among the collections, the lowest first. */
  position: z.int().min(0).max(1_000_000).default(0),
  /** What its products are like; none: they are put into it by hand. */
  rule: CollectionRule.nullable().default(null),
}

/** A collection as staff see it. */
export const ManagedCollection = z
  .object({
    id: CollectionId,
    version: z.int(),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    position: z.int(),
    rule: CollectionRule.nullable(),
  })
  .meta({ id: 'ManagedCollection' })
export type ManagedCollection = z.output<typeof ManagedCollection>

/** What others are told of it. */
export function announced({ rule, ...said }: ManagedCollection): CollectionState {
  return { ...said, byRule: rule !== null, removed: false }
}
