/** Lets calls with equal keys go one after the other, in the order they came, and all others at once. */
export function createTurns(): <T>(key: string, call: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()
  return async (key, call) => {
    const before = last.get(key)
    const mine = before ? before.then(call, call) : call()
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
