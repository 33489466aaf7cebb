import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { allZones } from '../data/zones.ts'
import { ShippingZone } from '../domain/zone.ts'

export const listZones = query({
  name: 'shipping.list-zones',
  summary: 'Lists the zones with their methods and rates.',
  rest: 'GET /admin/shipping/zones',
  access: can('shipping:read'),
  input: z.object({}),
  output: z.object({ items: z.array(ShippingZone) }).meta({ id: 'ShippingZones' }),
  run: async (ctx) => ({ items: [...(await allZones(ctx.sql))] }),
})
