import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { findAttributes } from '../data/attributes.ts'
import { AttributeState } from '../events.ts'

export const listAttributes = query({
  name: 'catalog.list-attributes',
  summary: 'Lists the attributes that products can have, by code.',
  rest: 'GET /admin/attributes',
  access: can('catalog:read'),
  input: z.object({}),
  output: z.object({ items: z.array(AttributeState) }).meta({ id: 'AttributeList' }),
  run: async (ctx) => ({ items: [...(await findAttributes(ctx.sql))] }),
})
