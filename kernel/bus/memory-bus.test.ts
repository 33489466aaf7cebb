import { describe, it } from 'vitest'
import { eventBusConformance } from './conformance.ts'
import { createMemoryBus } from './memory-bus.ts'

describe('the bus in memory', () => {
  for (const { name, run } of eventBusConformance) {
    it(name, () => run({ open: async (followers) => createMemoryBus({ followers }) }))
  }
})
