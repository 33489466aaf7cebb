import { live } from '@merx/kernel'
import { zonesCache } from '../data/zones.ts'
import { zoneChanged } from '../events.ts'

export const dropKeptZones = live({ on: [zoneChanged], handle: (ctx) => ctx.cache(zonesCache).clear() })
