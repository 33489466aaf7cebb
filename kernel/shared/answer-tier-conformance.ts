import assert from 'node:assert/strict'
import { until } from '../bus/conformance.ts'
import { newId } from '../values/ids.ts'
import type { AnswerTier, SharedAnswer } from './answer-tier.ts'

/** A tier under test. */
export type TierSubject = {
  /** Joins as another process does; ready to be used. */
  join(): Promise<AnswerTier>
}

export type TierCase = { readonly name: string; run(subject: TierSubject): Promise<void> }

/** What every `AnswerTier` must do, as cases for any test runner. */
export const answerTierConformance: readonly TierCase[] = [
  {
    name: 'gives one process what another put, byte by byte',
    run: async (subject) => {
      const { one, two, key, tag } = await scene(subject)
      const answer = { ...answerWith([tag]), body: Buffer.from([0, 255, 10, 128]), headers: { 'x-note': 'é' } }
      await put(one, key, answer)
      const { keepFor, ...taken } = await untilTaken(two, key)
      const { keepFor: longest, ...expected } = answer
      assert.deepEqual(taken, expected)
      assert.ok(keepFor > 0 && keepFor <= longest)
      assert.equal(await two.take(`${key} other`), undefined)
    },
  },
  {
    name: 'does not give what one of its tags was dropped of, from the drop on',
    run: async (subject) => {
      const { one, two, key, tag } = await scene(subject)
      await put(one, key, answerWith([`${tag} other`, tag]))
      await untilTaken(two, key)
      two.drop([tag])
      assert.equal(await two.take(key), undefined)
      await until(async () => (await one.take(key)) === undefined)
    },
  },
  {
    name: 'keeps what only other tags were dropped of',
    run: async (subject) => {
      const { one, two, key, tag } = await scene(subject)
      await put(one, key, answerWith([tag]))
      await untilTaken(two, key)
      two.drop([`${tag} other`])
      assert.ok(await two.take(key))
    },
  },
  {
    name: 'refuses what was begun before a drop, also where the drop is its own',
    run: async (subject) => {
      const { one, two, key, tag } = await scene(subject)
      for (const dropping of [one, two]) {
        // the tag is known, so that only the drop can be the reason
        await put(one, key, answerWith([tag]))
        await untilTaken(two, key)
        const mark = one.mark()
        assert.ok(mark !== undefined)
        dropping.drop([tag])
        assert.equal(await dropping.take(key), undefined)
        one.put(key, answerWith([tag]), mark)
        assert.equal(await one.take(key), undefined)
      }
    },
  },
  {
    name: 'refuses what was begun before a drop of a tag that nothing was kept under',
    run: async (subject) => {
      const { one, two, key, tag } = await scene(subject)
      const mark = one.mark()
      assert.ok(mark !== undefined)
      two.drop([tag])
      await two.take(key)
      one.put(key, answerWith([tag]), mark)
      assert.equal(await one.take(key), undefined)
    },
  },
  {
    name: 'takes again what was begun after a drop was heard of',
    run: async (subject) => {
      const { one, two, key, tag } = await scene(subject)
      const before = one.mark()
      two.drop([tag])
      await until(async () => one.mark() !== before)
      await put(one, key, answerWith([tag]))
      await untilTaken(two, key)
    },
  },
  {
    name: 'tells the others which tags were dropped, and not the one who dropped them',
    run: async (subject) => {
      const { one, two, tag, heard } = await scene(subject)
      two.drop([tag, `${tag} other`])
      await until(async () => heard.one.includes(tag))
      assert.deepEqual(heard.one, [tag, `${tag} other`])
      assert.equal(heard.two.length, 0)
      one.drop([`${tag} back`])
      await until(async () => heard.two.includes(`${tag} back`))
      assert.deepEqual(heard.one, [tag, `${tag} other`])
    },
  },
  {
    name: 'gives nothing from before a flush and refuses what was begun before it; the others are told',
    run: async (subject) => {
      const { one, two, key, tag, losses } = await scene(subject)
      await put(one, key, answerWith([tag]))
      await untilTaken(two, key)
      const mark = one.mark()
      assert.ok(mark !== undefined)
      const before = losses.one
      two.flush()
      assert.equal(await two.take(key), undefined)
      await until(() => losses.one > before)
      one.put(key, answerWith([tag]), mark)
      assert.equal(await one.take(key), undefined)
      await put(one, key, answerWith([tag]))
      await untilTaken(two, key)
    },
  },
  {
    name: 'forgets an answer after its time',
    run: async (subject) => {
      const { one, two, key, tag } = await scene(subject)
      await put(one, key, { ...answerWith([tag]), keepFor: 60 })
      await until(async () => (await two.take(key)) === undefined)
    },
  },
]

async function scene(subject: TierSubject) {
  const [one, two] = [await subject.join(), await subject.join()]
  const heard: Record<'one' | 'two', string[]> = { one: [], two: [] }
  const losses = { one: 0, two: 0 }
  const listener = (who: 'one' | 'two') => ({
    dropped: (tags: readonly string[]) => void heard[who].push(...tags),
    lost: () => {
      losses[who] += 1
    },
  })
  one.attach(listener('one'))
  two.attach(listener('two'))
  await until(async () => one.mark() !== undefined && two.mark() !== undefined)
  return { one, two, heard, losses, key: `page ${newId()}`, tag: `product:${newId()}` }
}

function answerWith(tags: readonly string[]): SharedAnswer {
  const head = { status: 200, contentType: 'text/plain', headers: {} }
  return { ...head, body: Buffer.from('lamp'), tags, keepFor: 30_000 }
}

/** Begun and put; a tier may refuse while a tag is new to it and others are dropping, so it is tried until it is there. */
async function put(tier: AnswerTier, key: string, answer: SharedAnswer): Promise<void> {
  await until(async () => {
    const mark = tier.mark()
    if (mark !== undefined) tier.put(key, answer, mark)
    return (await tier.take(key)) !== undefined
  })
}

async function untilTaken(tier: AnswerTier, key: string): Promise<SharedAnswer> {
  let taken: SharedAnswer | undefined
  await until(async () => {
    taken = await tier.take(key)
    return taken !== undefined
  })
  assert.ok(taken)
  return taken
}
