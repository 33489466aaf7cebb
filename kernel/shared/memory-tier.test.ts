import { describe, it } from 'vitest'
import { answerTierConformance } from './answer-tier-conformance.ts'
import { createMemoryTier } from './memory-tier.ts'

describe('answers shared in memory', () => {
  const tier = createMemoryTier()
  for (const { name, run } of answerTierConformance) it(name, () => run({ join: async () => tier.join() }))
})
