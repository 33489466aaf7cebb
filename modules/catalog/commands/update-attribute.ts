import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { lockAttribute } from '../data/attributes.ts'
import { storeAttributes } from '../data/store-attributes.ts'
import { attributeContent } from '../domain/attribute-input.ts'
import { AttributeId } from '../domain/ids.ts'
import { attributeNames } from '../domain/tags.ts'
import { AttributeState, attributeChanged, displayChanged } from '../events.ts'

export const updateAttribute = command({
  name: 'catalog.update-attribute',
  summary:
    'Replaces what is said of an attribute. Products keep values that are no choice any more until they are edited.',
  rest: 'PUT /admin/attributes/{id}',
  access: can('catalog:write'),
  input: z.object({ id: AttributeId, version: z.int(), ...attributeContent }),
  output: AttributeState,
  refuses: { unknown_attribute: 404, stale_version: 409, invalid_attribute: 422 },
  run: async (ctx, input) => {
    const former = await lockAttribute(ctx.sql, input.id)
    if (!former) return refuse('unknown_attribute')
    if (former.version !== input.version) return refuse('stale_version', { version: former.version })
    const attribute = { ...former, ...input, version: former.version + 1 }
    const errors = await storeAttributes(ctx.sql, [{ field: '', attribute }], ctx.now())
    if (errors.length > 0) return refuse('invalid_attribute', { errors })
    ctx.publish(attributeChanged, attribute)
    ctx.publish(displayChanged, { tags: [attributeNames], variantIds: [] })
    return attribute
  },
})
