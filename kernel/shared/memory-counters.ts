import { type Count, count, type Limit, type Pace } from './pace.ts'

export type MemoryCounters = {
  count(key: string, limit: Limit): Count
  /** Counts under one limit, for who does so at every request. */
  counterOf(limit: Limit): (key: string) => Count
}

export type MemoryOptions = { readonly maxKeys?: number; readonly now?: () => number }

/** Counters of one process, of each limit for so many keys: beyond that, keys whose quota is whole go, and then the first that came. */
export function createMemoryCounters({ maxKeys = 100_000, now = Date.now }: MemoryOptions = {}): MemoryCounters {
  const byLimit = new Map<string, Map<string, Pace>>()

  const pacesOf = ({ name }: Limit): Map<string, Pace> => {
    const paces = byLimit.get(name) ?? new Map<string, Pace>()
    byLimit.set(name, paces)
    return paces
  }

  const counterOf = (limit: Limit): ((key: string) => Count) => {
    const paces = pacesOf(limit)
    return (key) => {
      const time = now()
      const known = paces.get(key)
      if (known) return count(limit, known, time)
      const pace = { full: time }
      paces.set(key, pace)
      if (paces.size > maxKeys) makeRoom(paces, { time, most: Math.ceil(maxKeys * 0.9) })
      return count(limit, pace, time)
    }
  }
  return { counterOf, count: (key, limit) => counterOf(limit)(key) }
}

/** A tenth at least, so that not each new key looks through all of them. */
function makeRoom(paces: Map<string, Pace>, { time, most }: { readonly time: number; readonly most: number }): void {
  for (const [key, { full }] of paces) if (full < time) paces.delete(key)
  for (const key of paces.keys()) {
    if (paces.size <= most) return
    paces.delete(key)
  }
}
