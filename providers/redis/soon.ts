/**
 * The value of a promise within so many milliseconds. A process that was busy for longer than that itself finds the timer due before it
 * has read what lies in its sockets, so it reads those first.
 */
export async function soon<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    setImmediate(() => late.reject(new Error(`Redis did not answer within ${milliseconds} ms`)))
  }, milliseconds)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
