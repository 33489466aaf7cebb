import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { deleteZone } from '../data/zones.ts'
import { ShippingZoneId } from '../domain/zone.ts'
import { zoneChanged } from '../events.ts'

export const removeZone = command({
  name: 'shipping.remove-zone',
  summary: 'Removes a zone; orders keep what they were shipped by.',
  rest: 'DELETE /admin/shipping/zones/{id}',
  access: can('shipping:write'),
  input: z.object({ id: ShippingZoneId }),
  output: z.object({}),
  refuses: { unknown_zone: 404 },
  run: async (ctx, { id }) => {
    if (!(await deleteZone(ctx.sql, id))) return refuse('unknown_zone', { detail: 'There is no such zone.' })
    ctx.publish(zoneChanged, { zoneId: id, removed: true })
    return {}
  },
})
