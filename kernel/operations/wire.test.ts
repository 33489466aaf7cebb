import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyone } from './access.ts'
import { type AnyOperation, query } from './operation.ts'
import { checkWire } from './wire.ts'

function reads(output: z.ZodType, input: z.ZodType = z.object({})): AnyOperation {
  return query({ name: 'shelf.read', summary: 'Reads.', access: anyone, input, output, run: async () => ({}) })
}

const A = z.object({ kind: z.literal('a') }).meta({ id: 'A' })
const B = z.object({ kind: z.literal('b'), n: z.int().min(1).nullable() }).meta({ id: 'B' })

describe('the wire schemas', () => {
  it('carry named objects, lists, scalars, enums, unions, null and absence', () => {
    const Self = z
      .object({
        text: z
          .string()
          .trim()
          .max(3)
          .refine((value) => value !== 'no'),
        flag: z.boolean().default(true),
        one: z.enum(['x', 'y']),
        either: z.discriminatedUnion('kind', [A, B]).nullable(),
        get selves() {
          return z.array(Self).optional()
        },
      })
      .meta({ id: 'Self' })
    expect(() => checkWire(reads(Self, z.object({ self: Self })))).not.toThrow()
    expect(() => checkWire(reads(z.object({})))).not.toThrow()
    expect(() => checkWire(reads(z.discriminatedUnion('kind', [A, B])))).not.toThrow()
  })

  it.each([
    ['a record', z.record(z.string(), z.string()), "output.field: 'record' cannot be carried"],
    ['a tuple', z.tuple([z.string()]), "output.field: 'tuple' cannot be carried"],
    ['an intersection', z.intersection(A, B), "output.field: 'intersection' cannot be carried"],
    ['a date', z.date(), "output.field: 'date' cannot be carried"],
    ['a transform', z.string().transform(Number), "output.field: 'pipe' cannot be carried"],
    ['anything', z.unknown(), "output.field: 'unknown' cannot be carried"],
    ['a union without a mark', z.union([A, B]), 'output.field: a union needs a discriminator'],
    ['a literal of several', z.literal(['a', 'b']), 'output.field: a literal is one'],
    ['a nameless object deep inside', z.array(z.object({}).nullable()), 'output.field[]: an object needs an id'],
    ['an open object', z.looseObject({}).meta({ id: 'Open' }), 'output.field: an object names all its fields'],
  ])('do not carry %s', (_name, field, fault) => {
    const operation = reads(z.object({ field }).meta({ id: 'Whole' }))
    expect(() => checkWire(operation)).toThrow("'shelf.read' does not keep to the wire schemas")
    expect(() => checkWire(operation)).toThrow(fault)
  })

  it('name an answer, and take objects alone', () => {
    expect(() => checkWire(reads(z.object({ a: z.string() })))).toThrow('output: an object needs an id')
    expect(() => checkWire(reads(z.array(A)))).toThrow('output: must be an object or a union of objects')
    expect(() => checkWire(reads(A, z.string()))).toThrow('input: must be an object')
  })
})
