import type { Log, Sql } from '@merx/kernel'
import { type Head, type IndexedRow, listedAfter } from '../data/changes.ts'
import type { Naming } from '../domain/naming.ts'
import { searchDocumentOf } from '../domain/search-document.ts'
import type { DocumentChanges, SearchEngine } from '../engine/search-engine.ts'

const documentsAtOnce = 1_000

export type Indexing = {
  readonly engine: SearchEngine
  readonly sql: Sql
  readonly log: Log
  /** Aborted when the process stops. */
  readonly signal: AbortSignal
}

/** Fills a version with all documents of an edition. What is written meanwhile is caught up with from the head's snapshot on. */
export async function buildVersion(
  indexing: Indexing,
  { version, head, naming }: { readonly version: string; readonly head: Head; readonly naming: Naming },
): Promise<number> {
  const { engine, sql, signal } = indexing
  await engine.drop(version)
  await engine.create(version)
  let written = 0
  let after: string | null = null
  do {
    signal.throwIfAborted()
    const rows: readonly IndexedRow[] = await listedAfter(sql, { edition: head.edition, after, limit: documentsAtOnce })
    const documents = rows.map((row) => searchDocumentOf(row, naming))
    await writeChanges(indexing, version, { documents, removed: [], position: head.snapshot })
    written += rows.length
    after = rows.length < documentsAtOnce ? null : (rows.at(-1)?.id ?? null)
  } while (after !== null)
  return written
}

/** A document that cannot be indexed is told to the log and holds up no other. */
export async function writeChanges(
  { engine, log }: Indexing,
  version: string,
  changes: DocumentChanges,
): Promise<void> {
  const { rejected } = await engine.write(version, changes)
  for (const { id, reason } of rejected)
    log.warn({ product: id, reason }, 'a product could not be indexed; the others are')
}
