import fc from 'fast-check'
import type { Description, JsonSchema } from './description.ts'
import { hostileText, hostileValue } from './hostile.ts'
import { type Known, singular } from './known.ts'

export type Values = {
  /** A value for a schema; `name` is that of the field which asks for it. */
  around(schema: JsonSchema, name: string): fc.Arbitrary<unknown>
}

export type Manners = 'polite' | 'rude'

/** What stands where a schema is asked for: what fits, so that the code behind the door is reached; who is rude now and then puts in something else. */
export function valuesFor(description: Description, known: Known, manners: Manners): Values {
  const fitting = (schema: JsonSchema, name: string, depth: number): fc.Arbitrary<unknown> => {
    const resolved = description.resolve(schema)
    const { type, anyOf, oneOf, items, minItems } = resolved
    if (Array.isArray(resolved.enum)) return fc.constantFrom(...resolved.enum)
    if ('const' in resolved) return fc.constant(resolved.const)
    const variants = anyOf ?? oneOf
    if (Array.isArray(variants)) return fc.oneof(...variants.map((one) => around(one, name, depth)))
    switch (Array.isArray(type) ? type[0] : type) {
      case 'object':
        return record(resolved, depth)
      case 'array':
        return fc.array(isSchema(items) ? around(items, singular(name), depth + 1) : hostileValue, {
          minLength: typeof minItems === 'number' ? minItems : 0,
          maxLength: 4,
        })
      case 'null':
        return fc.constant(null)
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return orKnown(integerFor(resolved), name)
      case 'number':
        return fc.double({ noNaN: true, noDefaultInfinity: true })
      case 'string':
        return orKnown(textFor(resolved), name)
      default:
        return hostileValue
    }
  }

  /** The shop's own names and numbers more often than invented ones. */
  const orKnown = (made: fc.Arbitrary<unknown>, name: string): fc.Arbitrary<unknown> => {
    const seen = known.get(name)
    return seen.length === 0
      ? made
      : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...seen) }, { weight: 1, arbitrary: made })
  }

  const record = ({ properties, required: named }: JsonSchema, depth: number): fc.Arbitrary<unknown> => {
    const required: readonly unknown[] = Array.isArray(named) ? named : []
    const fields = isSchema(properties) ? Object.entries(properties) : []
    const members = Object.fromEntries(
      fields.flatMap(([name, schema]) => (isSchema(schema) ? [[name, around(schema, name, depth + 1)]] : [])),
    )
    const needed = Object.keys(members).filter((name) => required.includes(name))
    // one rude caller in five leaves out what is needed
    const present = fc.record(members, { requiredKeys: needed })
    return manners === 'polite'
      ? present
      : fc.oneof({ weight: 4, arbitrary: present }, { weight: 1, arbitrary: fc.record(members, { requiredKeys: [] }) })
  }

  const around = (schema: JsonSchema, name: string, depth = 0): fc.Arbitrary<unknown> =>
    manners === 'polite'
      ? fitting(schema, name, depth)
      : fc.oneof(
          // the deeper the rarer: an object with many members would else never fit as a whole
          { weight: 6 * (depth + 1), arbitrary: fitting(schema, name, depth) },
          { weight: 1, arbitrary: hostileValue },
        )

  return { around }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function integerFor({ minimum, maximum }: JsonSchema): fc.Arbitrary<number> {
  const min = typeof minimum === 'number' ? minimum : -1_000
  const max = typeof maximum === 'number' ? maximum : 1_000_000
  // small ones are what shops are made of, the far end is where sums overflow
  return fc.oneof(
    fc.integer({ min, max: Math.min(max, min + 20) }),
    fc.integer({ min, max }),
    fc.constantFrom(min, max),
  )
}

function textFor({ format, pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<unknown> {
  switch (format) {
    case 'uuid':
      return fc.uuid({ version: 7 })
    case 'date-time':
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
    case 'email':
      return fc.emailAddress()
    case 'uri':
      return fc.webUrl()
  }
  if (typeof pattern === 'string' && isPlain(pattern)) return fc.stringMatching(new RegExp(pattern))
  const min = typeof minLength === 'number' ? minLength : 0
  const max = typeof maxLength === 'number' ? maxLength : 100
  const text = fc.string({ unit: 'grapheme', minLength: min, maxLength: Math.max(min, Math.min(max, 40)) })
  return fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: hostileText })
}

/** Whether fast-check can make what the pattern takes: it knows no looking around. */
function isPlain(pattern: string): boolean {
  return !/\(\?[=!<]/.test(pattern) && !/\\p\{/.test(pattern)
}
