import { event, id } from '@merx/kernel'
import { z } from 'zod'

export const zoneChanged = event({
  name: 'shipping.zone.changed.v1',
  schema: z.object({ zoneId: id<'ShippingZoneId'>(), removed: z.boolean() }),
  key: (zone) => zone.zoneId,
})
