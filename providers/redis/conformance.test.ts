import { createLog } from '@merx/kernel/server'
import { answerTierConformance, countersConformance } from '@merx/kernel/testing'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { redis, type SharedByRedis } from './index.ts'
import { type RedisServer, startRedis } from './testing/redis-server.ts'

let server: RedisServer
const joined: SharedByRedis[] = []

beforeAll(async () => {
  server = await startRedis()
})
afterEach(() => {
  for (const one of joined.splice(0)) one.close()
})
afterAll(() => server.kill())

const join = (): SharedByRedis => {
  const one = redis({ url: server.url, scope: 'shop', log: createLog('silent') })
  joined.push(one)
  return one
}

describe('answers in Redis', () => {
  for (const { name, run } of answerTierConformance) it(name, () => run({ join: async () => join().answers }))
})

describe('counters in Redis', () => {
  for (const { name, run } of countersConformance) it(name, () => run(join().counters))
})
