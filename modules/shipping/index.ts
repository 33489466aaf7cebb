import { defineModule } from '@merx/kernel'
import { removeZone } from './commands/remove-zone.ts'
import { saveZone } from './commands/save-zone.ts'
import { dropKeptZones } from './consumers/drop-kept-zones.ts'
import { zoneChanged } from './events.ts'
import { graphql } from './graphql.ts'
import { listZones } from './queries/list-zones.ts'
import { options, PricedOption } from './queries/options.ts'

export type { ShippingOption } from './domain/options.ts'
export { ShippingMethod, ShippingMethodId, ShippingZone, ShippingZoneId } from './domain/zone.ts'
export { listZones, options, PricedOption, removeZone, saveZone }

export const shippingModule = defineModule({
  name: 'shipping',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [saveZone, removeZone, listZones, options],
  events: [zoneChanged],
  live: [dropKeptZones],
  graphql,
  personal: { harmless: ['zone.name', 'method.name'] },
})
