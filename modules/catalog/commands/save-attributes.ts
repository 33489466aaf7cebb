import { command, internal, refuse } from '@merx/kernel'
import { z } from 'zod'
import { findAttributes } from '../data/attributes.ts'
import { lockAssortment } from '../data/locks.ts'
import { isSaid, storeAttributes } from '../data/store-attributes.ts'
import { AttributeToSave } from '../domain/attribute-input.ts'
import { AttributeId } from '../domain/ids.ts'
import { attributeNames } from '../domain/tags.ts'
import { attributeChanged, displayChanged } from '../events.ts'

const Loaded = z.object({ id: AttributeId, code: z.string() }).meta({ id: 'LoadedAttribute' })

export const saveAttributes = command({
  name: 'catalog.save-attributes',
  summary: 'Loads attributes, each known again by its code; what stands already is left alone.',
  access: internal,
  input: z.object({ attributes: z.array(AttributeToSave).min(1).max(2_000) }),
  output: z.object({ items: z.array(Loaded) }).meta({ id: 'LoadedAttributes' }),
  refuses: { invalid_attributes: 422 },
  run: async (ctx, { attributes }) => {
    await lockAssortment(ctx.sql)
    const known = await findAttributes(
      ctx.sql,
      attributes.map(({ code }) => code),
    )
    const byCode = new Map(known.map((attribute) => [attribute.code, attribute]))
    const rows = attributes.map((wanted, index) => {
      const former = byCode.get(wanted.code)
      const id = former?.id ?? AttributeId.parse(ctx.newId())
      return {
        field: `attributes.${index}.`,
        isDue: !former || !isSaid(former, wanted),
        keepsType: !former || former.type === wanted.type,
        attribute: { ...wanted, id, version: (former?.version ?? 0) + 1 },
      }
    })
    const retyped = rows.filter(({ keepsType }) => !keepsType)
    const due = rows.filter(({ isDue }) => isDue)
    const errors =
      retyped.length > 0
        ? retyped.map(({ field }) => ({
            field: `${field}type`,
            code: 'type_changed',
            detail: 'The type stays, because the values on products depend on it. Use another code.',
          }))
        : due.length > 0
          ? await storeAttributes(ctx.sql, due, ctx.now())
          : []
    if (errors.length > 0) return refuse('invalid_attributes', { errors })

    for (const { attribute } of due) ctx.publish(attributeChanged, attribute)
    if (due.length > 0) ctx.publish(displayChanged, { tags: [attributeNames], variantIds: [] })
    return { items: rows.map(({ attribute: { id, code } }) => ({ id, code })) }
  },
})
