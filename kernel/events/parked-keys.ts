import { loadParkedHeads } from './parking.ts'
import { createRetryKey, type RetryDependencies } from './retry-key.ts'

/** When the parked keys of a consumer are due. What is parked at all is for the database to say: a redrive may add to it. */
export type ParkedKeys = {
  has(key: string): boolean
  add(key: string, dueIn: number): void
  /** Tries what is due, each key in order and on its own. */
  retry(proceed: () => boolean): Promise<void>
  /** Reads the parking lot anew at the next `retry`. */
  forget(): void
}

/** Milliseconds after which the parking lot is read again, should the word of a redrive be lost. */
const rereadEvery = 3_000

export function createParkedKeys(dependencies: RetryDependencies): ParkedKeys {
  const { consumer, sql } = dependencies
  const retryKey = createRetryKey(dependencies)
  const due = new Map<string, number>()
  let readAgainAt = 0

  const add = (key: string, dueIn: number): void => {
    due.set(key, performance.now() + dueIn)
  }

  const reread = async (): Promise<void> => {
    // set first: who asks for it meanwhile asks for another one
    readAgainAt = performance.now() + rereadEvery
    const heads = await loadParkedHeads(sql, consumer)
    due.clear()
    for (const { key, dueIn } of heads) add(key, dueIn)
  }

  return {
    has: (key) => due.has(key),
    add,
    retry: async (proceed) => {
      if (performance.now() >= readAgainAt) await reread()
      const now = performance.now()
      for (const [key, at] of due) {
        if (at > now || !proceed()) continue
        const dueIn = await retryKey(key, proceed)
        if (dueIn === undefined) due.delete(key)
        else add(key, dueIn)
      }
    },
    forget: () => {
      readAgainAt = 0
    },
  }
}
