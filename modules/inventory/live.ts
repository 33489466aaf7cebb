import { topic } from '@merx/kernel'
import { VariantId } from './domain/ids.ts'
import { availabilityChanged } from './events.ts'
import { availability } from './queries/availability.ts'

/** The band that the product's page shows, and no count: that is nobody's business. */
export const stockTopic = topic({
  name: 'stock',
  summary: 'Whether a variant can be had: told when it passes from one band to another.',
  of: VariantId,
  open: async (caller, variantId) => {
    const { items } = await caller.call(availability, { variantIds: [variantId] })
    return { key: variantId.toLowerCase(), state: { availability: items[0]?.availability ?? ('out' as const) } }
  },
  on: [availabilityChanged],
  tell: ({ payload: { variantId, availability } }) => ({
    key: variantId,
    kind: 'availability-changed',
    state: { availability },
  }),
})
