import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { storeAttributes } from '../data/store-attributes.ts'
import { attributeContent, attributeIdentity } from '../domain/attribute-input.ts'
import { AttributeId } from '../domain/ids.ts'
import { AttributeState, attributeChanged } from '../events.ts'

export const createAttribute = command({
  name: 'catalog.create-attribute',
  summary: 'Creates an attribute that products can have a value of.',
  rest: 'POST /admin/attributes',
  access: can('catalog:write'),
  input: z.object({ ...attributeIdentity, ...attributeContent }),
  output: AttributeState,
  refuses: { invalid_attribute: 422 },
  run: async (ctx, input) => {
    const attribute = { ...input, id: AttributeId.parse(ctx.newId()), version: 1 }
    const errors = await storeAttributes(ctx.sql, [{ field: '', attribute }], ctx.now())
    if (errors.length > 0) return refuse('invalid_attribute', { errors })
    ctx.publish(attributeChanged, attribute)
    return attribute
  },
})
