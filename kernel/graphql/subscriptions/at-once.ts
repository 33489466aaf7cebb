/** Lets so many calls run at once, and the others in the order in which they came. */
export function createAtOnce(most: number): <T>(call: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (call) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await call()
    } finally {
      const next = waiting.shift()
      // the place is handed on: nobody who comes now takes it from who waits
      if (next) next()
      else running -= 1
    }
  }
}
