/** A cache that a module declares; each process has one instance of it. */
export type CacheDefinition<Key extends string, Value> = {
  readonly name: string
  readonly maxEntries: number
  /** Never set: it carries the types. */
  readonly types?: readonly [Key, Value]
}

export type Cache<Key extends string, Value> = {
  /**
   * The values of the keys, in their order, `undefined` where the loader knows none. What is missing is loaded in one call; equal keys
   * asked for at the same time are loaded once. A key dropped while it loads is answered but not kept.
   */
  getMany(
    keys: readonly Key[],
    load: (missing: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  ): Promise<readonly (Value | undefined)[]>
  get(key: Key, load: () => Promise<Value | undefined>): Promise<Value | undefined>
  drop(keys: readonly Key[]): void
  clear(): void
}

export function cache<Key extends string, Value>(definition: {
  readonly name: string
  readonly maxEntries: number
}): CacheDefinition<Key, Value> {
  return definition
}

type Entry<Value> = { readonly value: Value | undefined }

/** Makes an instance: bounded, the least recently used goes first. */
export function createCache<Key extends string, Value>(maxEntries: number): Cache<Key, Value> {
  const kept = new Map<Key, Entry<Value>>()
  const loading = new Map<Key, Promise<Value | undefined>>()

  const keep = (key: Key, value: Value | undefined): void => {
    kept.delete(key)
    kept.set(key, { value })
    if (kept.size <= maxEntries) return
    const oldest = kept.keys().next()
    if (!oldest.done) kept.delete(oldest.value)
  }

  const load = (
    missing: readonly Key[],
    loader: (missing: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
  ): void => {
    const batch = loader(missing)
    for (const key of missing) {
      const one = batch
        .then((found) => {
          const value = found.get(key)
          // only if no drop came meanwhile: the load may have read what was true before it
          if (loading.get(key) === one) keep(key, value)
          return value
        })
        .finally(() => {
          if (loading.get(key) === one) loading.delete(key)
        })
      loading.set(key, one)
    }
  }

  const getMany: Cache<Key, Value>['getMany'] = async (keys, loader) => {
    const missing = keys.filter((key) => !kept.has(key) && !loading.has(key))
    if (missing.length > 0) load([...new Set(missing)], loader)
    const found: (Value | undefined | Promise<Value | undefined>)[] = []
    let waits = false
    for (const key of keys) {
      const entry = kept.get(key)
      if (entry) {
        kept.delete(key)
        kept.set(key, entry)
        found.push(entry.value)
      } else {
        waits = true
        found.push(loading.get(key))
      }
    }
    return waits ? Promise.all(found) : (found as (Value | undefined)[])
  }

  return {
    getMany,
    get: async (key, loader) => {
      const [value] = await getMany([key], async () => {
        const loaded = await loader()
        return loaded === undefined ? new Map() : new Map([[key, loaded]])
      })
      return value
    },
    drop: (keys) => {
      for (const key of keys) {
        kept.delete(key)
        loading.delete(key)
      }
    },
    clear: () => {
      kept.clear()
      loading.clear()
    },
  }
}

/** An instance for one use, which nobody else sees. */
export function passing<K extends string, V>({ maxEntries }: CacheDefinition<K, V>): Cache<K, V> {
  return createCache(maxEntries)
}

/** All caches of one process. */
export type CacheShelf = {
  of<K extends string, V>(definition: CacheDefinition<K, V>): Cache<K, V>
  clearAll(): void
}

export function createCacheShelf(): CacheShelf {
  const caches = new Map<unknown, Cache<string, unknown>>()
  return {
    of: <K extends string, V>(definition: CacheDefinition<K, V>): Cache<K, V> => {
      const known = caches.get(definition)
      if (known) return known as unknown as Cache<K, V>
      const made = createCache<K, V>(definition.maxEntries)
      caches.set(definition, made as unknown as Cache<string, unknown>)
      return made
    },
    clearAll: () => {
      for (const one of caches.values()) one.clear()
    },
  }
}
