import { z } from 'zod'
import type { Consumer } from '../events/readers.ts'
import { seam } from '../runtime/seam.ts'
import type { Query } from './operation.ts'

const PersonalField = z.object({ name: z.string(), value: z.string() }).meta({ id: 'PersonalField' })

/** One thing that is kept about a person: an order, an address. */
export const PersonalRecord = z
  .object({ what: z.string(), fields: z.array(PersonalField) })
  .meta({ id: 'PersonalRecord' })
export type PersonalRecord = z.output<typeof PersonalRecord>

export const PersonalRecords = z.object({ records: z.array(PersonalRecord) }).meta({ id: 'PersonalRecords' })

/** What a module keeps about people. Columns are named `table.column`; each that may say something of a person stands in one of the lists. */
export type PersonalData = {
  /** Gone when the person is erased. */
  readonly erased?: readonly string[]
  /** Stays as evidence, and says why where it is listed. */
  readonly kept?: readonly string[]
  /** Gone by itself within a month, or unreadable without what only the caller has. */
  readonly passing?: readonly string[]
  /** Of nobody, whatever its name. */
  readonly harmless?: readonly string[]
  /** Tells a person what is kept about him. */
  readonly records?: Query<{ readonly userId: string }, z.output<typeof PersonalRecords>, never>
  /** Takes it away when the person is erased; one of the module's consumers. */
  readonly eraser?: Consumer
}

/** Of all modules of the shop that keep something: what tells a person about it. */
export const personalRecords = seam<readonly NonNullable<PersonalData['records']>[]>('kernel.personal-records')

/** A thing as it is kept, for who asks what that is; what is not there is left out. */
export function personalRecord(what: string, kept: Readonly<Record<string, unknown>>): PersonalRecord {
  return { what, fields: fieldsOf(kept, '') }
}

function fieldsOf(kept: object, path: string): PersonalRecord['fields'] {
  return Object.entries(kept).flatMap(([name, value]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`
    if (value === null || value === undefined || value === '') return []
    if (value instanceof Date) return [{ name: here, value: value.toISOString() }]
    return typeof value === 'object' ? fieldsOf(value, here) : [{ name: here, value: String(value) }]
  })
}
