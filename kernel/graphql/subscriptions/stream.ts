/** Values that wait until somebody takes them, one by one. */
export type Stream<T> = AsyncGenerator<T, void, undefined> & { push(value: T): void }

export type StreamOptions<T> = {
  /** How many values wait at most. */
  readonly longest: number
  /** What takes the place of all that wait when another one has no room. */
  readonly instead: (latest: T) => T
  /** The taker has gone. */
  readonly onEnd: () => void
}

export function createStream<T>({ longest, instead, onEnd }: StreamOptions<T>): Stream<T> {
  const waiting: T[] = []
  let wake = (): void => {}
  let isOver = false

  const end = (): void => {
    if (isOver) return
    isOver = true
    waiting.length = 0
    wake()
    onEnd()
  }

  const stream: Stream<T> = {
    push: (value) => {
      if (isOver) return
      if (waiting.length >= longest) waiting.splice(0, waiting.length, instead(value))
      else waiting.push(value)
      wake()
    },
    next: async () => {
      while (waiting.length === 0 && !isOver) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        await promise
      }
      const [value] = waiting.splice(0, 1)
      return value === undefined ? { done: true, value: undefined } : { done: false, value }
    },
    return: async () => {
      end()
      return { done: true, value: undefined }
    },
    throw: async (error) => {
      end()
      throw error
    },
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => end(),
  }
  return stream
}

/** The same stream with each value told in another way when it is taken. */
export function told<T, R>(stream: Stream<T>, tell: (value: T) => Promise<R>): AsyncGenerator<R, void, undefined> {
  const over = async (): Promise<IteratorResult<R, void>> => {
    await stream.return()
    return { done: true, value: undefined }
  }
  const generator: AsyncGenerator<R, void, undefined> = {
    next: async () => {
      const { done, value } = await stream.next()
      return done ? { done, value: undefined } : { done: false, value: await tell(value) }
    },
    return: over,
    throw: async (error) => {
      await over()
      throw error
    },
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => void (await over()),
  }
  return generator
}
