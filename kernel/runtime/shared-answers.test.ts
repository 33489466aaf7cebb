import { describe, expect, it } from 'vitest'
import type { AnswerTier } from '../shared/answer-tier.ts'
import { createMemoryTier } from '../shared/memory-tier.ts'
import { type Answers, createAnswers, type ProducedAnswer } from './answers.ts'

function page(text: string, tags: readonly string[] | undefined): ProducedAnswer {
  return { status: 200, contentType: 'text/plain', body: Buffer.from(text), tags }
}

/** Two processes as far as answers go; each has its memory, the tier is between them. */
function twoProcesses(): { readonly one: Answers; readonly two: Answers; readonly third: () => Answers } {
  const tier = createMemoryTier()
  const open = () => createAnswers({ maxBytes: 100_000, tier: tier.join() })
  return { one: open(), two: open(), third: open }
}

const never = () => Promise.reject(new Error('made twice'))

async function told(answers: Answers, produce: () => Promise<ProducedAnswer>): Promise<string> {
  return (await answers.load('a', produce)).body.toString()
}

describe('answers behind a shared tier', () => {
  it('are made in one process and found by the others, with the same tag', async () => {
    const { one, two } = twoProcesses()
    const made = await one.load('a', async () => page('one', ['x']))
    const found = await two.load('a', never)
    expect(found.etag).toBe(made.etag)
    expect(two.get('a')).toBe(found)
  })

  it('go in all processes when one drops their tag, and the next is made anew', async () => {
    const { one, two } = twoProcesses()
    await told(one, async () => page('old', ['x']))
    await told(two, never)
    one.dropTags(['x'])
    expect([one.get('a'), two.get('a')]).toEqual([undefined, undefined])
    expect(await told(two, async () => page('new', ['x']))).toBe('new')
    expect(await told(one, never)).toBe('new')
  })

  it.each(['this process', 'another'])('are not shared when %s dropped a tag while they were made', async (who) => {
    const { one, two, third } = twoProcesses()
    const { promise, resolve } = Promise.withResolvers<ProducedAnswer>()
    const begun = Promise.withResolvers<void>()
    const loading = told(one, () => {
      begun.resolve()
      return promise
    })
    await begun.promise
    const dropping = who === 'another' ? two : one
    dropping.dropTags(['x'])
    resolve(page('stale', ['x']))
    expect(await loading).toBe('stale')
    for (const answers of [one, two, third()]) expect(answers.get('a')).toBeUndefined()
    expect(await told(third(), async () => page('new', ['x']))).toBe('new')
  })

  it('are not shared when the drop has not reached the process that made them', async () => {
    const tier = createMemoryTier()
    const deaf = createAnswers({ maxBytes: 100_000, tier: unheard(tier.join()) })
    const two = createAnswers({ maxBytes: 100_000, tier: tier.join() })
    const { promise, resolve } = Promise.withResolvers<ProducedAnswer>()
    const begun = Promise.withResolvers<void>()
    const loading = told(deaf, () => {
      begun.resolve()
      return promise
    })
    await begun.promise
    two.dropTags(['x'])
    resolve(page('stale', ['x']))
    expect(await loading).toBe('stale')
    // it keeps what it made until it hears of the change; nobody else is given it
    expect(await told(two, async () => page('new', ['x']))).toBe('new')
  })

  it('are shared and go when the drop comes after them', async () => {
    const { one, two } = twoProcesses()
    await told(one, async () => page('old', ['x']))
    two.dropTags(['x'])
    expect(await told(two, async () => page('new', ['x']))).toBe('new')
    expect(await told(one, never)).toBe('new')
  })

  it('taken while a tag goes are told to those who asked before, and not kept', async () => {
    const { one, two } = twoProcesses()
    await told(one, async () => page('old', ['x']))
    const taking = told(two, never)
    two.dropTags(['x'])
    expect(await taking).toBe('old')
    expect(two.get('a')).toBeUndefined()
    expect(await told(two, async () => page('new', ['x']))).toBe('new')
  })

  it('of others go when something may have been missed, own ones stay', async () => {
    const { one, two, third } = twoProcesses()
    await told(one, async () => page('old', ['x']))
    await told(two, never)
    third().clear()
    expect(one.get('a')).toBeDefined()
    expect(two.get('a')).toBeUndefined()
    expect(await told(two, async () => page('new', ['x']))).toBe('new')
  })

  it('without tags are not shared', async () => {
    const { one, two } = twoProcesses()
    await told(one, async () => page('not found', undefined))
    expect(await told(two, async () => page('found', ['x']))).toBe('found')
  })

  it('are shared for a minute at most', async () => {
    let now = 0
    const tier = createMemoryTier(() => now)
    const open = () => createAnswers({ maxBytes: 100_000, now: () => now, tier: tier.join() })
    const [one, two] = [open(), open()]
    await told(one, async () => page('one', ['x']))
    now = 50_000
    await told(two, never)
    now = 60_000
    expect(two.get('a')).toBeUndefined()
    expect(await told(two, async () => page('two', ['x']))).toBe('two')
    expect(one.get('a')?.body.toString()).toBe('one')
  })
})

/** A process that what others drop does not reach in time. */
function unheard(tier: AnswerTier): AnswerTier {
  return { ...tier, attach: () => tier.attach({ dropped: () => {}, lost: () => {} }) }
}
