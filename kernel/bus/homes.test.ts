import { describe, it } from 'vitest'
import { homesOnBusConformance } from './homes-conformance.ts'
import { createMemoryBus } from './memory-bus.ts'

describe('two homes on the bus in memory', () => {
  for (const { name, run } of homesOnBusConformance) {
    it(name, () => run({ open: async (followers) => createMemoryBus({ followers }) }))
  }
})
