import { type Count, type Counters, countAt, createMemoryCounters, type Limit } from '@merx/kernel'
import type { Line } from './line.ts'
import { count } from './scripts.ts'

/** Counters in Redis; while it is away each process counts for itself. */
export function createCounters(line: Line, { scope }: { readonly scope: string }): Counters {
  const own = createMemoryCounters()
  return {
    count: async (key, limit) => {
      try {
        const args = [String(limit.quota), String(limit.seconds * 1_000_000)]
        return countOf(await line.run(count, [`${scope}count:${limit.name} ${key}`], args), limit)
      } catch {
        return own.count(key, limit)
      }
    },
  }
}

function countOf(reply: unknown, limit: Limit): Count {
  const [allowed, untilFull] = Array.isArray(reply) ? reply.map(Number) : []
  if (allowed === undefined || untilFull === undefined) throw new Error('Redis counts otherwise than it was told')
  return countAt(limit, { allowed: allowed === 1, untilFull: untilFull / 1_000 })
}
