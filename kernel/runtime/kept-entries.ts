type Entry<Value> = {
  readonly value: Value
  readonly tags: readonly string[]
  readonly bytes: number
  readonly expires: number
}

type Held<Value> = { readonly entry: Entry<Value>; wasUsed: boolean }

/**
 * Entries by key, found by tag too, within a number of bytes. The oldest goes first, unless it was used since it came to stand there: then
 * it starts anew as the youngest. That keeps what is used, and a use costs no more than a note.
 */
type KeptEntries<Value> = {
  get(key: string): Entry<Value> | undefined
  set(key: string, entry: Entry<Value>): void
  remove(key: string): void
  removeTagged(tag: string): void
  clear(): void
  size(): { readonly entries: number; readonly bytes: number }
}

export function createKeptEntries<Value>(maxBytes: number): KeptEntries<Value> {
  const kept = new Map<string, Held<Value>>()
  const keysByTag = new Map<string, Set<string>>()
  let bytes = 0

  const remove = (key: string): void => {
    const entry = kept.get(key)?.entry
    if (!entry) return
    kept.delete(key)
    bytes -= entry.bytes
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) keysByTag.delete(tag)
    }
  }

  return {
    get: (key) => {
      const held = kept.get(key)
      if (held) held.wasUsed = true
      return held?.entry
    },
    set: (key, entry) => {
      remove(key)
      if (entry.bytes > maxBytes) return
      kept.set(key, { entry, wasUsed: false })
      bytes += entry.bytes
      for (const tag of entry.tags) {
        const keys = keysByTag.get(tag)
        if (keys) keys.add(key)
        else keysByTag.set(tag, new Set([key]))
      }
      for (const [oldest, held] of kept) {
        if (bytes <= maxBytes) break
        if (!held.wasUsed) {
          remove(oldest)
          continue
        }
        // the walk comes to it again, should there be no other to go
        kept.delete(oldest)
        kept.set(oldest, { entry: held.entry, wasUsed: false })
      }
    },
    remove,
    removeTagged: (tag) => {
      for (const key of keysByTag.get(tag) ?? []) remove(key)
    },
    clear: () => {
      kept.clear()
      keysByTag.clear()
      bytes = 0
    },
    size: () => ({ entries: kept.size, bytes }),
  }
}
