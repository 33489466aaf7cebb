import { type FieldError, text } from '@merx/kernel'
import { z } from 'zod'

/** What people say about an attribute; its code and type stay, because the values on products depend on them. */
export const attributeContent = {
  label: text(200),
  unit: text(30).nullable().default(null),
  /** Whether lists can be narrowed by it. */
  facet: z.boolean().default(false),
  /** The values of a choice. */
  choices: z.array(text(200)).max(1_000).default([]),
  /** Slugs of the categories that ask for it; none: all of them. */
  categories: z.array(text(100)).max(1_000).default([]),
}

export const attributeIdentity = {
  code: text(100).regex(/^[a-z0-9]+(_[a-z0-9]+)*$/, 'must be lower-case words joined by single underscores'),
  type: z.enum(['text', 'number', 'boolean', 'choice']),
}

export const AttributeToSave = z.object({ ...attributeIdentity, ...attributeContent }).meta({ id: 'AttributeToSave' })
export type AttributeToSave = z.output<typeof AttributeToSave>

/** What does not fit the type: only numbers have units, only choices have choices and all of them do. */
export function attributeFaults(
  { type, unit, choices }: Pick<AttributeToSave, 'type' | 'unit' | 'choices'>,
  field = '',
): readonly FieldError[] {
  const faults: FieldError[] = []
  if (unit !== null && type !== 'number') {
    faults.push({ field: `${field}unit`, code: 'unfit_unit', detail: 'Only a number has a unit.' })
  }
  if (choices.length > 0 !== (type === 'choice')) {
    const detail = type === 'choice' ? 'A choice needs at least one value.' : 'Only a choice has choices.'
    faults.push({ field: `${field}choices`, code: 'unfit_choices', detail })
  }
  return faults
}
