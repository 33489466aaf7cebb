import { createLog } from '@merx/kernel/server'
import { eventBusConformance, homesOnBusConformance } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { nats } from './nats.ts'
import { type NatsServer, startNats } from './testing/nats-server.ts'

let server: NatsServer
beforeAll(async () => {
  server = await startNats()
})
afterAll(() => server.close())

const bus = (prefix: string) => nats({ url: server.url, log: createLog('silent'), prefix })

describe('NATS as a bus', () => {
  for (const { name, run } of eventBusConformance) it(name, () => run({ open: async () => bus('merx') }))
})

describe('two homes on NATS', () => {
  // the homes are called the same in each case, so each has streams of its own
  for (const [place, { name, run }] of homesOnBusConformance.entries())
    it(name, () => run({ open: async () => bus(`homes-${place}`) }))
})
