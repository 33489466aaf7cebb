import { newId } from '@merx/kernel'
import { createLog } from '@merx/kernel/server'
import { eventBusConformance, homesOnBusConformance } from '@merx/kernel/testing'
import { describe, it } from 'vitest'
import { kafka } from './kafka.ts'

const brokers = process.env.KAFKA_BROKERS?.split(',') ?? []
const bus = (prefix: string) => kafka({ brokers, log: createLog('silent'), prefix })

describe.skipIf(brokers.length === 0)('Kafka as a bus (skipped unless KAFKA_BROKERS names a cluster)', () => {
  for (const { name, run } of eventBusConformance) it(name, () => run({ open: async () => bus('merx') }))

  // the homes are called the same in each case, so each has topics of its own
  for (const { name, run } of homesOnBusConformance)
    it(`two homes: ${name}`, () => {
      const prefix = `homes-${newId()}`
      return run({ open: async () => bus(prefix) })
    })
})
