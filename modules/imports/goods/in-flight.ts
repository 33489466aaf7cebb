/**
 * Works on `atOnce` of the items at a time and gives the results in the order of the items. An item is taken from its source when there
 * is room for it, so memory does not grow with the source; the first failure ends everything.
 */
export async function* inFlight<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = []
  try {
    for await (const item of items) {
      const result = work(item)
      // a failure is met in its turn
      result.catch(() => undefined)
      underWay.push(result)
      if (underWay.length < atOnce) continue
      const [oldest] = underWay
      if (oldest) yield await oldest
      underWay.shift()
    }
    for (const result of underWay) yield await result
  } finally {
    // nothing goes on behind the back of whoever stopped here
    await Promise.allSettled(underWay)
  }
}
