import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../values/ids.ts'
import type { Counters } from './counters.ts'

export type CountersCase = { readonly name: string; run(counters: Counters): Promise<void> }

const slow = { name: 'slow', quota: 5, seconds: 600 }
const fast = { name: 'fast', quota: 2, seconds: 0.2 }

/** What all `Counters` must do, as cases for any test runner. */
export const countersConformance: readonly CountersCase[] = [
  {
    name: 'allow the quota at once, tell what remains, and refuse what is more with the time until the next',
    run: async (counters) => {
      const key = newId()
      const allowed = []
      for (let index = 0; index < 5; index += 1) allowed.push(await counters.count(key, slow))
      assert.deepEqual(
        allowed.map(({ allowed, remaining, retryAfter }) => ({ allowed, remaining, retryAfter })),
        [4, 3, 2, 1, 0].map((remaining) => ({ allowed: true, remaining, retryAfter: 0 })),
      )
      const refused = await counters.count(key, slow)
      assert.equal(refused.allowed, false)
      assert.equal(refused.remaining, 0)
      // one in two minutes
      assert.ok(refused.retryAfter > 100 && refused.retryAfter <= 120)
      assert.ok(refused.reset > 580 && refused.reset <= 600)
    },
  },
  {
    name: 'count each key and each limit apart',
    run: async (counters) => {
      const key = newId()
      for (let index = 0; index < 6; index += 1) await counters.count(key, slow)
      assert.equal((await counters.count(newId(), slow)).remaining, 4)
      assert.equal((await counters.count(key, { ...slow, name: 'other' })).remaining, 4)
    },
  },
  {
    name: 'allow no more than the quota to many at the same time',
    run: async (counters) => {
      const key = newId()
      const all = await Promise.all(Array.from({ length: 20 }, () => counters.count(key, slow)))
      assert.equal(all.filter(({ allowed }) => allowed).length, 5)
    },
  },
  {
    name: 'allow again as time goes by; what was refused does not count',
    run: async (counters) => {
      const key = newId()
      await counters.count(key, fast)
      const began = performance.now()
      let last = await counters.count(key, fast)
      for (let refused = 0; last.allowed || refused < 3; ) {
        last = await counters.count(key, fast)
        if (!last.allowed) refused += 1
      }
      while (!(await counters.count(key, fast)).allowed) {
        if (performance.now() - began > 5_000) throw new Error('nothing was allowed again within 5 s')
        await wait(5)
      }
    },
  },
]
