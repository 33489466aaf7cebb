import { describe, it } from 'vitest'
import { cashOnDelivery } from './cash-on-delivery.ts'
import { paymentProviderConformance } from './conformance.ts'

describe('cash on delivery', () => {
  for (const { name, run } of paymentProviderConformance('on_delivery'))
    it(name, () => run({ provider: cashOnDelivery }))
})
