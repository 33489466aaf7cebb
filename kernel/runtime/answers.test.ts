import { describe, expect, it } from 'vitest'
import { createAnswers, type ProducedAnswer } from './answers.ts'

function page(text: string, tags: readonly string[] | undefined, keepFor?: number): ProducedAnswer {
  const head = { status: 200, contentType: 'text/plain', body: Buffer.from(text), tags }
  return keepFor === undefined ? head : { ...head, keepFor }
}

function gate() {
  return Promise.withResolvers<ProducedAnswer>()
}

describe('kept answers', () => {
  it('are made once and found again with the same tag of their bytes', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    const made = await answers.load('a', async () => page('one', ['x']))
    expect(await answers.load('a', () => Promise.reject(new Error('made twice')))).toBe(made)
    expect(answers.get('a')).toBe(made)
    const same = await answers.load('b', async () => page('one', ['x']))
    const other = await answers.load('c', async () => page('two', ['x']))
    expect(same.etag).toBe(made.etag)
    expect(other.etag).not.toBe(made.etag)
    expect(made.etag).toMatch(/^"[\w-]{27}"$/)
  })

  it('are made once for all who ask at the same time', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    const { promise, resolve } = gate()
    const all = [1, 2, 3].map(() => answers.load('a', () => promise))
    resolve(page('one', ['x']))
    const [first, ...others] = await Promise.all(all)
    for (const other of others) expect(other).toBe(first)
  })

  it('go with any of their tags, and with no other', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    await answers.load('a', async () => page('one', ['x', 'y']))
    await answers.load('b', async () => page('two', ['z']))
    answers.dropTags(['nothing', 'y'])
    expect(answers.get('a')).toBeUndefined()
    expect(answers.get('b')).toBeDefined()
    answers.clear()
    expect(answers.size()).toEqual({ entries: 0, bytes: 0 })
  })

  it('are told but not kept when one of their tags went while they were made', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    const { promise, resolve } = gate()
    const loading = answers.load('a', () => promise)
    answers.dropTags(['x'])
    resolve(page('stale', ['x']))
    expect((await loading).body.toString()).toBe('stale')
    expect(answers.get('a')).toBeUndefined()
  })

  it('are kept when only other tags went meanwhile', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    const { promise, resolve } = gate()
    const loading = answers.load('a', () => promise)
    answers.dropTags(['y'])
    resolve(page('good', ['x']))
    await loading
    expect(answers.get('a')?.body.toString()).toBe('good')
  })

  it('are not kept when all went while they were made', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    const { promise, resolve } = gate()
    const loading = answers.load('a', () => promise)
    answers.clear()
    resolve(page('stale', ['x']))
    await loading
    expect(answers.get('a')).toBeUndefined()
  })

  it('made before a drop are not told to those who ask after it', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    const before = gate()
    const after = gate()
    const early = answers.load('a', () => before.promise)
    answers.dropTags(['x'])
    const late = answers.load('a', () => after.promise)
    after.resolve(page('new', ['x']))
    expect((await late).body.toString()).toBe('new')
    before.resolve(page('old', ['x']))
    expect((await early).body.toString()).toBe('old')
    expect(answers.get('a')?.body.toString()).toBe('new')
  })

  it('stay within their bytes, the least recently used going first', async () => {
    const answers = createAnswers({ maxBytes: 5_000 })
    for (const key of ['a', 'b', 'c']) await answers.load(key, async () => page('.'.repeat(1_000), ['x']))
    answers.get('a')
    await answers.load('d', async () => page('.'.repeat(1_000), ['x']))
    expect(['a', 'b', 'c', 'd'].filter((key) => answers.get(key))).toEqual(['a', 'c', 'd'])
    expect(answers.size().bytes).toBeLessThanOrEqual(5_000)
    await answers.load('huge', async () => page('.'.repeat(6_000), ['x']))
    expect(answers.get('huge')).toBeUndefined()
    expect(answers.size().entries).toBe(3)
  })

  it('without tags are told to all who wait and made anew for the next', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    await answers.load('a', async () => page('not found', undefined))
    expect(answers.get('a')).toBeUndefined()
  })

  it('end after their time', async () => {
    let now = 0
    const answers = createAnswers({ maxBytes: 10_000, now: () => now })
    await answers.load('a', async () => page('one', [], 60_000))
    now = 59_999
    expect(answers.get('a')).toBeDefined()
    now = 60_000
    expect(answers.get('a')).toBeUndefined()
  })

  it('that failed are tried again', async () => {
    const answers = createAnswers({ maxBytes: 10_000 })
    await expect(answers.load('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect((await answers.load('a', async () => page('up', []))).body.toString()).toBe('up')
  })
})
