type Entry<Value> = {
  readonly value: Value
  readonly tags: readonly string[]
  readonly bytes: number
  readonly expires: number
}

/** Entries by key, found by tag too, within a number of bytes: the least recently used goes first. */
type KeptEntries<Value> = {
  get(key: string): Entry<Value> | undefined
  set(key: string, entry: Entry<Value>): void
  remove(key: string): void
  removeTagged(tag: string): void
  clear(): void
  size(): { readonly entries: number; readonly bytes: number }
}

export function createKeptEntries<Value>(maxBytes: number): KeptEntries<Value> {
  const kept = new Map<string, Entry<Value>>()
  const keysByTag = new Map<string, Set<string>>()
  let bytes = 0

  const remove = (key: string): void => {
    const entry = kept.get(key)
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
      const entry = kept.get(key)
      if (!entry) return undefined
      kept.delete(key)
      kept.set(key, entry)
      return entry
    },
    set: (key, entry) => {
      remove(key)
      if (entry.bytes > maxBytes) return
      kept.set(key, entry)
      bytes += entry.bytes
      for (const tag of entry.tags) {
        const keys = keysByTag.get(tag)
        if (keys) keys.add(key)
        else keysByTag.set(tag, new Set([key]))
      }
      for (const oldest of kept.keys()) {
        if (bytes <= maxBytes) break
        remove(oldest)
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
