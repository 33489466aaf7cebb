import { can, command, refuse } from '@merx/kernel'
import { clearZone, hasMethodsElsewhere, insertMethods, insertPlaces, upsertZone } from '../data/zones.ts'
import { ShippingZone } from '../domain/zone.ts'
import { zoneChanged } from '../events.ts'

export const saveZone = command({
  name: 'shipping.save-zone',
  summary: 'Creates a zone or replaces it as a whole, with its places, methods and rates.',
  rest: 'PUT /admin/shipping/zones/{id}',
  access: can('shipping:write'),
  input: ShippingZone,
  output: ShippingZone,
  refuses: { place_taken: 409, duplicate_method: 409 },
  run: async (ctx, zone) => {
    if (new Set(zone.methods.map((method) => method.id)).size < zone.methods.length) {
      return refuse('duplicate_method', { detail: 'Two methods of the zone have the same id.' })
    }
    await upsertZone(ctx.sql, zone)
    await clearZone(ctx.sql, zone.id)
    const taken = (await insertPlaces(ctx.sql, zone)) < zone.places.length
    if (taken) {
      return refuse('place_taken', { detail: 'A place of this zone is named twice or belongs to another zone.' })
    }
    if (await hasMethodsElsewhere(ctx.sql, zone))
      return refuse('duplicate_method', { detail: 'A method of this zone has the id of one in another zone.' })
    await insertMethods(ctx.sql, zone)
    ctx.publish(zoneChanged, { zoneId: zone.id, removed: false })
    return zone
  },
})
