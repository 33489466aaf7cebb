import { can, command, refuse, text } from '@merx/kernel'
import { z } from 'zod'
import { insertLocation } from '../data/locations.ts'
import { LocationId } from '../domain/ids.ts'
import { LocationCode } from '../domain/stock.ts'

const Location = z
  .object({ id: LocationId, code: z.string(), name: z.string(), priority: z.int() })
  .meta({ id: 'Location', description: 'A place where goods lie' })

export const createLocation = command({
  name: 'inventory.create-location',
  summary: 'Adds a place where goods lie. Of several places the lowest priority is emptied first.',
  rest: 'POST /admin/locations',
  access: can('inventory:write'),
  input: z.object({ code: LocationCode, name: text(100), priority: z.int().min(0).max(1_000).default(100) }),
  output: Location,
  refuses: { location_exists: 409 },
  async run(ctx, input) {
    const location = { ...input, id: LocationId.parse(ctx.newId()) }
    if (await insertLocation(ctx.sql, location)) return location
    return refuse('location_exists', { detail: `There is a location '${input.code}' already.` })
  },
})
