import { expect, test } from 'vitest'
import { createCache } from './cache.ts'

const doubled = async (keys: readonly string[]) => new Map(keys.map((key) => [key, key + key]))

test('loads what is missing in one call and keeps it', async () => {
  const cache = createCache<string, string>(10)
  const asked: (readonly string[])[] = []
  const load = (keys: readonly string[]) => {
    asked.push(keys)
    return doubled(keys)
  }
  expect(await cache.getMany(['a', 'b', 'a'], load)).toEqual(['aa', 'bb', 'aa'])
  expect(await cache.getMany(['b', 'c'], load)).toEqual(['bb', 'cc'])
  expect(asked).toEqual([['a', 'b'], ['c']])
})

test('keeps that there is none', async () => {
  const cache = createCache<string, string>(10)
  let loads = 0
  const load = async () => {
    loads += 1
    return undefined
  }
  expect([await cache.get('a', load), await cache.get('a', load)]).toEqual([undefined, undefined])
  expect(loads).toBe(1)
})

test('loads once for all who ask at the same time', async () => {
  const cache = createCache<string, string>(10)
  let loads = 0
  const load = async () => {
    loads += 1
    return 'value'
  }
  expect(await Promise.all([1, 2, 3].map(() => cache.get('a', load)))).toEqual(['value', 'value', 'value'])
  expect(loads).toBe(1)
})

test('answers but does not keep what was dropped while it loaded', async () => {
  const cache = createCache<string, string>(10)
  const slow = Promise.withResolvers<string>()
  const first = cache.get('a', () => slow.promise)
  cache.drop(['a'])
  slow.resolve('old')
  expect(await first).toBe('old')
  expect(await cache.get('a', async () => 'new')).toBe('new')
  expect(await cache.get('a', async () => 'newer')).toBe('new')
})

test('forgets the least recently used beyond its bound', async () => {
  const cache = createCache<string, string>(2)
  await cache.getMany(['a', 'b'], doubled)
  await cache.getMany(['a'], doubled)
  await cache.getMany(['c'], doubled)
  const asked: string[] = []
  await cache.getMany(['a', 'b', 'c'], async (keys) => {
    asked.push(...keys)
    return doubled(keys)
  })
  expect(asked).toEqual(['b'])
})

test('a failed load is told to all who waited and is not kept', async () => {
  const cache = createCache<string, string>(10)
  const failing = async () => {
    throw new Error('no database')
  }
  await expect(cache.getMany(['a', 'b'], failing)).rejects.toThrow('no database')
  expect(await cache.getMany(['a', 'b'], doubled)).toEqual(['aa', 'bb'])
})
