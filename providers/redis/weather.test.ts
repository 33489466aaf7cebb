import type { Log } from '@merx/kernel'
import { createAnswers, createLog } from '@merx/kernel/server'
import { Redis } from 'ioredis'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { redis, type SharedByRedis } from './index.ts'
import { type RedisServer, startRedis } from './testing/redis-server.ts'

type Process = SharedByRedis & { readonly kept: ReturnType<typeof createAnswers>; readonly lines: string[] }

let server: RedisServer
let open: Process[]

beforeEach(async () => {
  server = await startRedis()
  open = []
  return async () => {
    for (const one of open) one.close()
    await server.kill()
  }
})

/** A process as far as its answers go, once it shares them. */
async function join(): Promise<Process> {
  const lines: string[] = []
  const shared = redis({ url: server.url, scope: 'shop', log: logTo(lines) })
  const one = { ...shared, lines, kept: createAnswers({ maxBytes: 1_000_000, tier: shared.answers }) }
  open.push(one)
  await sharing(one)
  return one
}

/** Notes what is told, whether with an error or without. */
function logTo(lines: string[]): Log {
  const note = (first: unknown, line?: string) => void lines.push(line ?? String(first))
  return Object.assign(createLog('silent'), { warn: note, info: note })
}

const sharing = ({ answers }: Process) => vi.waitFor(() => expect(answers.mark()).toBeDefined(), 10_000)

async function told({ kept }: Process, key: string, text = `made for ${key}`): Promise<string> {
  const produced = { status: 200, contentType: 'text/plain', body: Buffer.from(text), tags: ['x'] }
  return (await kept.load(key, async () => produced)).body.toString()
}

/** Made in one and found by the other. */
async function share([one, other]: readonly [Process, Process], key: string, text: string): Promise<void> {
  await told(one, key, text)
  await vi.waitFor(async () => expect((await other.answers.take(key))?.body.toString()).toBe(text))
}

describe('with Redis gone', () => {
  it('every answer is made in the process, at once, and told of in one line; it comes back by itself', async () => {
    const [one, two] = [await join(), await join()]
    await share([one, two], 'before', 'shared')
    await server.kill()
    const began = performance.now()
    for (let index = 0; index < 200; index += 1) expect(await told(two, `${index}`)).toBe(`made for ${index}`)
    // one wait of fifty milliseconds at most, for all that is asked while nobody knows yet
    expect(performance.now() - began).toBeLessThan(1_000)
    two.kept.dropTags(['x'])
    expect(two.kept.size().entries).toBe(0)
    expect(two.lines).toEqual(['Redis is away: this process goes on with its own memory'])

    await server.start()
    await Promise.all([sharing(one), sharing(two)])
    await share([one, two], 'after', 'shared again')
    expect(two.lines.at(-1)).toBe('Redis is there again')
    expect(two.lines.length).toBe(2)
  })

  it('no request fails while it is killed and restarted, again and again', async () => {
    const [one, two] = [await join(), await join()]
    let asked = 0
    let stopped = false
    const asking = [one, two].map(async (process) => {
      while (!stopped) {
        asked += 1
        const key = `${asked % 50}`
        expect(await told(process, key)).toBe(`made for ${key}`)
        if (asked % 10 === 0) process.kept.dropTags(['x'])
        await process.counters.count('somebody', { name: 'any', quota: 1_000_000, seconds: 60 })
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    for (let round = 0; round < 4; round += 1) {
      await server.kill()
      await server.start()
      await Promise.all([sharing(one), sharing(two)])
    }
    stopped = true
    await Promise.all(asking)
    expect(asked).toBeGreaterThan(100)
  }, 60_000)

  it('a process whose drop was not told gives nothing from before it, and nobody else does when it is back', async () => {
    const [one, two] = [await join(), await join()]
    await share([one, two], 'a', 'old')
    // it holds what it has, hears of nothing and answers later
    server.signal('SIGSTOP')
    await told(two, 'b')
    expect(two.answers.mark()).toBeUndefined()
    two.kept.dropTags(['x'])
    expect(await told(two, 'a', 'new')).toBe('new')
    server.signal('SIGCONT')
    await sharing(two)
    // the other has noticed nothing
    for (const process of [one, two]) expect(await process.answers.take('a')).toBeUndefined()
  })

  it('counters go on in the process', async () => {
    const one = await join()
    await server.kill()
    const limit = { name: 'few', quota: 2, seconds: 600 }
    const counts = [await one.counters.count('a', limit), await one.counters.count('a', limit)]
    expect(counts.map(({ remaining }) => remaining)).toEqual([1, 0])
    expect((await one.counters.count('a', limit)).allowed).toBe(false)
  })
})

describe('with Redis at its limit', () => {
  it('what is evicted is made anew and never makes an old answer good', async () => {
    const [one, two] = [await join(), await join()]
    const client = new Redis(server.url)
    try {
      await share([one, two], 'a', 'old')
      two.kept.dropTags(['x'])
      await vi.waitFor(async () => expect(one.kept.get('a')).toBeUndefined())
      const keys = await client.keys('*')
      expect(keys.length).toBe(3)
      for (const key of keys.filter((name) => !name.includes('answer:'))) {
        await client.del(key)
        expect(await two.answers.take('a')).toBeUndefined()
      }
      const mark = one.answers.mark()
      expect(mark).toBeDefined()
      one.answers.put(
        'a',
        { status: 200, contentType: 'text/plain', headers: {}, body: Buffer.from('old'), tags: ['x'], keepFor: 60_000 },
        mark ?? 0,
      )
      expect(await two.answers.take('a')).toBeUndefined()
    } finally {
      client.disconnect()
    }
  })

  it('a Redis that takes nothing more is left alone', async () => {
    await server.kill()
    server = await startRedis('--maxmemory', '1', '--maxmemory-policy', 'noeviction')
    const lines: string[] = []
    const shared = redis({ url: server.url, scope: 'shop', log: logTo(lines) })
    const kept = createAnswers({ maxBytes: 1_000_000, tier: shared.answers })
    const one = { ...shared, kept, lines }
    open.push(one)
    await vi.waitFor(() => expect(lines).toEqual(['Redis is away: this process goes on with its own memory']))
    expect(await told(one, 'a')).toBe('made for a')
    one.kept.dropTags(['x'])
    expect(await told(one, 'a', 'new')).toBe('new')
    expect(one.answers.mark()).toBeUndefined()
  })
})
