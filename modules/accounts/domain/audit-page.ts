import type { AuditEntry } from '@merx/kernel'

/** Entries of the logs of several databases as one page. Their ids are made of the time, so that their order is that of what happened. */
export function auditPage(
  entries: readonly AuditEntry[],
  { order, limit }: { readonly order: 'newest' | 'oldest'; readonly limit: number },
): { readonly items: AuditEntry[]; readonly next: string | null } {
  // a database that modules of another process share is asked by each of them
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const sign = order === 'newest' ? -1 : 1
  const items = [...byId.values()].toSorted((one, other) => (one.id < other.id ? -sign : sign))
  const shown = items.slice(0, limit)
  return { items: shown, next: items.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
