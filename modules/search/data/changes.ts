import type { Sql } from '@merx/kernel'
import type { SearchDocument } from '../engine/search-document.ts'

/** Where the tables stand: a process that has seen them so needs only what was written since. */
export type Head = {
  readonly snapshot: string
  /** The edition that answers. */
  readonly edition: number
  /** What an index made of that edition is called. */
  readonly key: string
  readonly names: number
  readonly vocabulary: number
  readonly rules: number
}

export async function readHead(sql: Sql): Promise<Head> {
  const [head] = await sql<Head[]>`
    select pg_current_snapshot()::text as snapshot, edition.number as edition, edition.key,
      (select number from search.revision where of = 'names') as names,
      (select number from search.revision where of = 'vocabulary') as vocabulary,
      (select number from search.revision where of = 'rules') as rules
    from search.edition where status = 'answering'`
  if (!head) throw new Error('No edition of the documents answers')
  return head
}

/** Whether this database has been at a snapshot: one that comes from its future was taken before a restore. */
export async function isPast(sql: Sql, snapshot: string): Promise<boolean> {
  const [row] = await sql<{ past: boolean }[]>`
    select pg_snapshot_xmax(${snapshot}::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot()) as past`
  return row?.past ?? false
}

/** A document as the tables have it; the names of what it refers to are kept beside it. */
export type IndexedRow = {
  readonly id: string
  readonly revision: number
  readonly name: string
  readonly description: string
  readonly brand: string | null
  readonly categories: readonly string[]
  readonly collections: readonly string[]
  readonly attributes: readonly {
    readonly code: string
    /** The name of an option of variants. */
    readonly option?: string
    readonly text?: string
    readonly number?: number
    readonly boolean?: boolean
  }[]
  readonly codes: readonly string[]
  readonly prices: SearchDocument['prices']
  readonly availability: SearchDocument['availability']
  readonly sales: number
  readonly featured: number
  readonly createdAt: Date
}

/** The documents of an edition in the order of their ids: for an index that is built anew. */
export function listedAfter(
  sql: Sql,
  { edition, after, limit }: { readonly edition: number; readonly after: string | null; readonly limit: number },
): Promise<readonly IndexedRow[]> {
  return sql<IndexedRow[]>`
    select ${columns(sql)} from search.document join search.offer on offer.product_id = document.product_id
    where edition = ${edition} and listed and (${after}::uuid is null or document.product_id > ${after}::uuid)
    order by document.product_id limit ${limit}`
}

/** A place among what was written between two snapshots: the transaction, and the product within it. */
export type ChangePlace = { readonly xid: string; readonly id: string }

export type Span = { readonly edition: number; readonly from: string; readonly limit: number }

/** Of a product without a document in the edition only the id and the revision are there. */
export type ChangedRow = ChangePlace &
  (
    | (IndexedRow & { readonly listed: true })
    | { readonly listed: false; readonly id: string; readonly revision: number }
  )

/**
 * What was written by transactions that were not seen in the snapshot `from`, and is committed now. A row that is written again meanwhile
 * moves on and is read once more, so nothing is missed and a repeat does no harm: documents are told whole.
 */
export function changedSince(sql: Sql, span: Span, after: ChangePlace | undefined): Promise<readonly ChangedRow[]> {
  const { edition, from, limit } = span
  const { xid, id } = after ?? { xid: '0', id: '00000000-0000-0000-0000-000000000000' }
  return sql<ChangedRow[]>`
    select offer.xid::text, coalesce(listed, false) as listed, ${columns(sql)}
    from (
      select * from search.offer
      where xid >= pg_snapshot_xmin(${from}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${from}::pg_snapshot)
        and (xid, product_id) > (${xid}::xid8, ${id}::uuid)
      order by xid, product_id limit ${limit}
    ) offer
    left join search.document on document.product_id = offer.product_id and edition = ${edition}
    order by offer.xid, offer.product_id`
}

function columns(sql: Sql) {
  return sql`offer.product_id as id, offer.revision, name, description, brand, categories, collections, attributes, codes,
    offer.prices, offer.availability, offer.sold as sales, featured, created_at as "createdAt"`
}
