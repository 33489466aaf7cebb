import { useSyncExternalStore } from 'react'

/** A value of the page that several components know, and that others than components may change. */
export type Store<Value> = {
  get(): Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

export function createStore<Value>(first: Value): Store<Value> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The value as it is now; `atFirst` is what the server knows, whose page must be the same at first. */
export function useStore<Value>(store: Store<Value>, atFirst: Value): Value {
  return useSyncExternalStore(store.subscribe, store.get, () => atFirst)
}
