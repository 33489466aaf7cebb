import { describe, expect, it } from 'vitest'
import { countersConformance } from './counters-conformance.ts'
import { createMemoryCounters } from './memory-counters.ts'

describe('counters in memory', () => {
  for (const { name, run } of countersConformance) {
    const memory = createMemoryCounters()
    it(name, () => run({ count: async (key, limit) => memory.count(key, limit) }))
  }

  it('give one back every step of the window, to the millisecond', () => {
    let now = 1_000_000
    const counters = createMemoryCounters({ now: () => now })
    const limit = { name: 'api', quota: 3, seconds: 60 }
    const allowed = () => counters.count('a', limit).allowed
    expect([allowed(), allowed(), allowed(), allowed()]).toEqual([true, true, true, false])
    now += 19_999
    expect(counters.count('a', limit)).toEqual({ allowed: false, remaining: 0, reset: 41, retryAfter: 1 })
    now += 1
    expect([allowed(), allowed()]).toEqual([true, false])
    now += 60_000
    expect(counters.count('a', limit)).toEqual({ allowed: true, remaining: 2, reset: 20, retryAfter: 0 })
  })

  it('forget, beyond their number, keys whose quota is whole and then those that came first', () => {
    let now = 0
    const counters = createMemoryCounters({ maxKeys: 10, now: () => now })
    const limit = { name: 'api', quota: 1, seconds: 60 }
    const allowed = (key: string) => counters.count(key, limit).allowed
    for (let key = 0; key < 5; key += 1) expect(allowed(`early ${key}`)).toBe(true)
    now = 59_000
    for (let key = 0; key < 5; key += 1) expect(allowed(`late ${key}`)).toBe(true)
    now = 60_001
    // the eleventh: the early ones are whole by now, the late ones are still known
    expect(allowed('new')).toBe(true)
    for (let key = 0; key < 5; key += 1) expect(allowed(`late ${key}`)).toBe(false)
    for (let key = 0; key < 5; key += 1) expect(allowed(`more ${key}`)).toBe(true)
    // none is whole: the first of them go, the last is known
    expect(allowed('late 0')).toBe(true)
    expect(allowed('more 4')).toBe(false)
  })
})
