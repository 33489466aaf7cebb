import type { Sql } from '@merx/kernel'
import { aspectTag } from '../domain/tags.ts'
import type { ProductState } from '../events.ts'
import { writeCardPrices } from './cards.ts'
import { productStates } from './product-states.ts'
import { countVersions } from './products.ts'
import { countOnShelves, writeShelves } from './shelves.ts'

/** The products as they are now, and the tags of the lists that show them differently. */
export type Moved = { readonly states: readonly ProductState[]; readonly tags: readonly string[] }

/** Puts products that came into collections or left some on their shelves, as a new version of each; the caller has locked them. */
export async function showMoved(sql: Sql, productIds: readonly string[], now: Date): Promise<Moved> {
  if (productIds.length === 0) return { states: [], tags: [] }
  await countVersions(sql, productIds, now)
  const tags = await putOnShelves(sql, productIds)
  return { states: await productStates(sql, productIds), tags }
}

/** Brings shelves and what stands on them in line with the tables, and tells the tags of those that hold something else now. */
export async function putOnShelves(sql: Sql, productIds: readonly string[]): Promise<readonly string[]> {
  if (productIds.length === 0) return []
  const touched = await writeShelves(sql, productIds)
  await writeCardPrices(sql, productIds)
  await countOnShelves(sql, touched)
  return touched.map(({ tag }) => aspectTag(tag, 'members'))
}
