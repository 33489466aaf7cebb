import { z } from 'zod'
import { isPlain } from './plain.ts'

/** Values by the path of their field, such as `lines.0.quantity`. */
export type Facts = Readonly<Record<string, Fact>>

export type Fact = string | number | boolean | null

/** What may be kept of a value, and the names of the fields of which nothing is. */
export type Kept = { readonly facts: Facts; readonly withheld: readonly string[] }

/** Of one change: an entry is for people to read, and a list of thousands stands in the log of events. */
const mostFacts = 100

type Gathering = { readonly facts: Map<string, Fact>; readonly withheld: Set<string>; left: number }

/** `path` leads to the one value, `field` to all of a list. */
type Place = { readonly path: string; readonly field: string; readonly gathering: Gathering }

/**
 * Goes through a value by its schema and keeps ids, numbers, truths, choices and texts marked as plain. Every other text is withheld, and
 * nobody has to think of it: names, addresses and passwords are texts.
 */
export function keepFacts(schema: z.core.$ZodType, value: unknown): Kept {
  const gathering: Gathering = { facts: new Map(), withheld: new Set(), left: mostFacts }
  gather(schema, value, { path: '', field: '', gathering })
  if (gathering.left < 0) gathering.facts.set('more', -gathering.left)
  return { facts: Object.fromEntries(gathering.facts), withheld: [...gathering.withheld] }
}

function gather(schema: z.core.$ZodType, value: unknown, at: Place): void {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (value === null) keep(value, at)
  else if ('innerType' in def) gather(def.innerType, value, at)
  else if (def.type === 'lazy') gather(def.getter(), value, at)
  else if (def.type === 'union') {
    const option = def.options.find((one) => z.safeParse(one, value).success)
    if (option) gather(option, value, at)
  } else if (def.type === 'object') gatherFields(def.shape, value, at)
  else if (def.type === 'array') {
    const items: readonly unknown[] = Array.isArray(value) ? value : []
    for (const [index, item] of items.entries()) gather(def.element, item, { ...at, path: below(at.path, index) })
  } else if (typeof value === 'string' && !saysNothingOfAnybody(schema)) at.gathering.withheld.add(at.field)
  else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') keep(value, at)
}

function gatherFields(shape: z.core.$ZodShape, value: unknown, at: Place): void {
  for (const [name, schema] of Object.entries(shape)) {
    const member: unknown = Reflect.get(Object(value), name)
    if (member !== undefined)
      gather(schema, member, { ...at, path: below(at.path, name), field: below(at.field, name) })
  }
}

function keep(value: Fact, { path, gathering }: Place): void {
  gathering.left -= 1
  if (gathering.left >= 0) gathering.facts.set(path, value)
}

function below(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}.${name}`
}

function saysNothingOfAnybody(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'enum' || def.type === 'literal' || isPlain(schema)) return true
  return def.type === 'string' && 'format' in def && def.format === 'uuid'
}
