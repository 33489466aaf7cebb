import { type ChangedRow, type ChangePlace, changedSince, type Head } from '../data/changes.ts'
import type { Naming } from '../domain/naming.ts'
import { searchDocumentOf } from '../domain/search-document.ts'
import { type Indexing, writeChanges } from './build-version.ts'

const changesAtOnce = 500

export type Lag = {
  readonly version: string
  /** The snapshot that the version has seen. */
  readonly from: string
  readonly head: Head
  readonly naming: Naming
}

/** Tells a version what was written since; returns how many changes there were. It stands at the head's snapshot afterwards. */
export async function catchUp(indexing: Indexing, { version, from, head, naming }: Lag): Promise<number> {
  let count = 0
  let after: ChangePlace | undefined
  do {
    indexing.signal.throwIfAborted()
    const span = { edition: head.edition, from, limit: changesAtOnce }
    const rows: readonly ChangedRow[] = await changedSince(indexing.sql, span, after)
    after = rows.length < changesAtOnce ? undefined : rows.at(-1)
    count += rows.length
    if (rows.length === 0) continue
    await writeChanges(indexing, version, {
      documents: rows.flatMap((row) => (row.listed ? [searchDocumentOf(row, naming)] : [])),
      removed: rows.flatMap(({ listed, id, revision }) => (listed ? [] : [{ id, revision }])),
      // half-way through, what came before is read again after a crash
      position: after ? from : head.snapshot,
    })
  } while (after)
  return count
}
