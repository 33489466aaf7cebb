import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Counters, counters, type Log, type Provision, provide } from '@merx/kernel'
import { answerTier, filledSeams } from '@merx/kernel/server'
import { redis } from '@merx/redis'

/** What this process shares with others of the shop beside the database. */
export type Sharing = {
  readonly provisions: readonly Provision[]
  readonly counters: Counters
  close(): void
}

export type SharingOptions = {
  /** Of the Redis; absent: nothing is shared. */
  readonly url: string | undefined
  readonly publicUrl: string
  readonly development: boolean
  readonly log: Log
}

export function openSharing({ url, publicUrl, development, log }: SharingOptions): Sharing {
  if (url === undefined) {
    const own = filledSeams([])(counters)
    return { provisions: [provide(counters, own)], counters: own, close: () => {} }
  }
  const scope = digestOf([codeDigest(), publicUrl, String(development)])
  const shared = redis({ url, scope, log })
  return {
    provisions: [provide(answerTier, shared.answers), provide(counters, shared.counters)],
    counters: shared.counters,
    close: shared.close,
  }
}

const root = join(import.meta.dirname, '../..')

/**
 * Of all code that an answer may come from: while a new version is rolled out, the old one must not be given its pages, which load scripts
 * that the old one does not have, nor the other way round.
 */
function codeDigest(): string {
  const sources = globSync(['{kernel,modules,providers,packages,apps}/**/*.{ts,tsx,css,sql}', '*.{ts,json}'], {
    cwd: root,
    exclude: ['**/node_modules', '**/build', '**/.*', '**/*.test.ts'],
  }).sort()
  return digestOf(sources.flatMap((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

function digestOf(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('base64url').slice(0, 16)
}
