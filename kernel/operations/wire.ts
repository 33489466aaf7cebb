import type { z } from 'zod'
import type { AnyOperation } from './operation.ts'

const scalars = ['string', 'number', 'int', 'boolean', 'enum']

/** What wraps another schema and changes nothing on the wire but whether a value may be absent or null. */
const wrappers = ['optional', 'nullable', 'default', 'prefault', 'readonly', 'nonoptional']

type Place = { readonly path: string; readonly seen: Set<z.core.$ZodType>; readonly faults: string[] }

/**
 * Holds an operation to the shapes that every transport can carry: objects with an id, arrays, scalars, enums, literals, discriminated
 * unions, nullable and optional. Throws with every fault of the operation at once.
 */
export function checkWire(operation: AnyOperation): void {
  const faults: string[] = []
  for (const side of ['input', 'output'] as const) {
    const schema: z.core.$ZodType = operation[side]
    const place = { path: side, seen: new Set<z.core.$ZodType>(), faults }
    if (!isTop(schema, side))
      faults.push(`${side}: must be ${side === 'input' ? 'an object' : 'an object or a union of objects'}`)
    // a top-level input is named after its operation, and an empty object has nothing to name
    else if (side === 'input' || isEmptyObject(schema)) checkFields(schema, place)
    else check(schema, place)
  }
  if (faults.length > 0) {
    throw new Error(
      `'${operation.name}' does not keep to the wire schemas:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    )
  }
}

/** An output such as `z.object({})`: there is nothing to tell. */
export function isEmptyObject(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod
  return def.type === 'object' && Object.keys(def.shape).length === 0
}

function isTop(schema: z.core.$ZodType, side: 'input' | 'output'): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod
  return def.type === 'object' || (side === 'output' && def.type === 'union')
}

function check(schema: z.core.$ZodType, place: Place): void {
  if (place.seen.has(schema)) return
  place.seen.add(schema)
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (scalars.includes(def.type)) return
  switch (def.type) {
    case 'literal':
      if (def.values.length !== 1 || !['string', 'number', 'boolean'].includes(typeof def.values[0])) {
        place.faults.push(`${place.path}: a literal is one string, number or boolean; several values are an enum`)
      }
      return
    case 'array':
      check(def.element, { ...place, path: `${place.path}[]` })
      return
    case 'lazy':
      check(def.getter(), place)
      return
    case 'union':
      checkUnion(schema, place)
      return
    case 'object':
      if (idOf(schema) === undefined) place.faults.push(`${place.path}: an object needs an id: .meta({ id: 'Name' })`)
      checkFields(schema, place)
      return
  }
  if (wrappers.includes(def.type) && 'innerType' in def) check(def.innerType, place)
  else place.faults.push(`${place.path}: '${def.type}' cannot be carried`)
}

function checkFields(schema: z.core.$ZodType, place: Place): void {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type !== 'object') return
  if (def.catchall && def.catchall._zod.def.type !== 'never') {
    place.faults.push(`${place.path}: an object names all its fields`)
  }
  for (const [name, field] of Object.entries(def.shape)) check(field, { ...place, path: `${place.path}.${name}` })
}

function checkUnion(schema: z.core.$ZodType, place: Place): void {
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type !== 'union') return
  if (!('discriminator' in def)) place.faults.push(`${place.path}: a union needs a discriminator: z.discriminatedUnion`)
  for (const [index, option] of def.options.entries()) {
    if ((option as z.core.$ZodTypes)._zod.def.type !== 'object') {
      place.faults.push(`${place.path}|${index}: a union is made of objects`)
    } else check(option, { ...place, path: `${place.path}|${index}` })
  }
}

function idOf(schema: z.core.$ZodType): unknown {
  return (schema as z.ZodType).meta()?.id
}
