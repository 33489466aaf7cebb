import { describe, expect, it } from 'vitest'
import { inFlight } from './in-flight.ts'

async function collected<T>(results: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const result of results) all.push(result)
  return all
}

describe('inFlight', () => {
  it('gives the results in the order of the items, whichever ends first', async () => {
    const first = Promise.withResolvers<void>()
    const work = async (item: number) => {
      if (item === 1) await first.promise
      if (item === 2) first.resolve()
      return item * 10
    }
    expect(await collected(inFlight([1, 2, 3], 2, work))).toStrictEqual([10, 20, 30])
  })

  it('has as many under way as it may, and takes no item before there is room for it', async () => {
    let now = 0
    let most = 0
    let ahead = 0
    const items = function* () {
      for (const item of [1, 2, 3, 4, 5]) {
        ahead = Math.max(ahead, item)
        yield item
      }
    }
    const work = async (item: number) => {
      now += 1
      most = Math.max(most, now)
      await new Promise(setImmediate)
      now -= 1
      return item
    }
    const results = inFlight(items(), 3, work)
    await results.next()
    expect(ahead).toBe(3)
    await collected(results)
    expect(most).toBe(3)
  })

  it('ends with the first failure, when what is under way has ended', async () => {
    let ended = 0
    const work = async (item: number) => {
      await new Promise(setImmediate)
      ended += 1
      if (item === 1) throw new Error('broken')
      return item
    }
    await expect(collected(inFlight([1, 2, 3, 4], 3, work))).rejects.toThrow('broken')
    expect(ended).toBe(3)
  })
})
