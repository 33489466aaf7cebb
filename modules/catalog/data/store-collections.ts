import type { FieldError, Sql } from '@merx/kernel'
import {
  type CollectionRule,
  conditionRows,
  type KnownShelves,
  ruleFaults,
  slugsIn,
} from '../domain/collection-rule.ts'
import { replaceConditions, type SavedCollection, shelvesOf, upsertCollection } from './collections.ts'

const noShelves: KnownShelves = { category: new Map(), brand: new Map() }

/** What the rule names, looked up, or everything that is wrong with it. */
export async function readRule(
  sql: Sql,
  rule: CollectionRule | null,
): Promise<{ readonly shelves: KnownShelves } | { readonly faults: readonly FieldError[] }> {
  if (rule === null) return { shelves: noShelves }
  const shelves = await shelvesOf(sql, { category: slugsIn(rule, 'category'), brand: slugsIn(rule, 'brand') })
  const faults = ruleFaults(rule, shelves)
  return faults.length > 0 ? { faults } : { shelves }
}

/** Writes a collection; the caller holds the tree, so that no product is saved by the rule that was. */
export async function storeCollection(
  { sql, now }: { readonly sql: Sql; readonly now: Date },
  collection: SavedCollection,
  shelves: KnownShelves | undefined,
): Promise<void> {
  await upsertCollection(sql, collection, now)
  if (shelves)
    await replaceConditions(sql, collection.id, collection.rule ? conditionRows(collection.rule, shelves) : [])
}
