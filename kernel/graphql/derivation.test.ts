import { printSchema, printType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { anyone, can, internal } from '../operations/access.ts'
import { type AnyOperation, command, query } from '../operations/operation.ts'
import { defineModule } from '../runtime/module.ts'
import { MinorUnits, Money } from '../values/money.ts'
import type { GraphqlPart } from './declare.ts'
import { createSchema } from './schema.ts'

const Sent = z.object({ state: z.literal('sent'), at: z.iso.datetime() }).meta({ id: 'Sent' })
const Kept = z.object({ state: z.literal('kept'), shelf: z.string().nullable() }).meta({ id: 'Kept' })

const Parcel = z
  .object({
    id: z.uuid(),
    weight: z.number().optional(),
    price: Money.nullable().describe('What it cost'),
    kind: z.enum(['in-box', 'loose', '-price']),
    where: z.discriminatedUnion('state', [Sent, Kept]).meta({ id: 'ParcelPlace' }),
    code: z.string().meta({ deprecated: true, description: 'Use id' }),
  })
  .meta({ id: 'Parcel', description: 'What is sent' })

const Parcels = z.object({ items: z.array(Parcel), next: z.int().nullable() }).meta({ id: 'Parcels' })

const listParcels = query({
  name: 'post.list-parcels',
  summary: 'Lists parcels.',
  rest: 'GET /parcels',
  access: anyone,
  input: z.object({
    from: MinorUnits.min(0).optional(),
    limit: z.int().min(1).max(50).default(10),
    after: z.int().optional(),
  }),
  output: Parcels,
  refuses: { no_such_place: 404, post_closed: 409 },
  run: async () => ({ items: [], next: null }),
})

const Way = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('air'), flight: z.string() }).meta({ id: 'ByAir' }),
    z.object({ by: z.literal('sea'), days: z.int().default(30) }).meta({ id: 'BySea' }),
  ])
  .meta({ id: 'Way' })

const sendParcel = command({
  name: 'post.send-parcel',
  summary: 'Sends a parcel.',
  rest: 'POST /parcels',
  access: can('post:write'),
  input: z.object({ way: Way, note: z.string().nullable().optional(), tags: z.array(z.string()).default([]) }),
  output: z.object({}),
  run: async () => ({}),
})

const secret = query({
  name: 'post.secret',
  summary: 'For other modules.',
  access: internal,
  input: z.object({}),
  output: Parcel,
  run: async () => Parcel.parse({}),
})

function schemaOf(operations: readonly AnyOperation[], graphql: GraphqlPart = {}) {
  return createSchema({ modules: [defineModule({ name: 'post', operations, graphql })] })
}

function typeIn(schema: ReturnType<typeof schemaOf>, name: string): string | undefined {
  const type = schema.getType(name)
  return type && printType(type)
}

const schema = schemaOf([listParcels, sendParcel, secret])

describe('types', () => {
  test('an object has the fields of its schema, what may be absent or null being nullable', () => {
    expect(typeIn(schema, 'Parcel')).toBe(`"""What is sent"""
type Parcel {
  id: ID!
  weight: Float

  """What it cost"""
  price: Money
  kind: ParcelKind!
  where: ParcelPlace!

  """Use id"""
  code: String! @deprecated(reason: "Use id")
}`)
  })

  test('amounts and moments have scalars of their own', () => {
    expect(typeIn(schema, 'Money')).toBe('type Money {\n  amount: MinorUnits!\n  currency: Currency!\n}')
    expect(typeIn(schema, 'Sent')).toBe('type Sent {\n  state: String!\n  at: DateTime!\n}')
  })

  test('an enum without an id is named after its place', () => {
    expect(typeIn(schema, 'ParcelKind')).toBe('enum ParcelKind {\n  IN_BOX\n  LOOSE\n  PRICE_DESCENDING\n}')
  })

  test('a discriminated union is a union where it is told and a oneOf where it is sent', () => {
    expect(typeIn(schema, 'ParcelPlace')).toBe('union ParcelPlace = Sent | Kept')
    expect(typeIn(schema, 'WayInput')).toBe('input WayInput @oneOf {\n  air: ByAirInput\n  sea: BySeaInput\n}')
    expect(typeIn(schema, 'BySeaInput')).toBe('input BySeaInput {\n  days: Int = 30\n}')
  })
})

describe('fields', () => {
  test('a query takes its input as arguments; a keyset list is a connection', () => {
    expect(typeIn(schema, 'Query')).toBe(`type Query {
  """Lists parcels."""
  parcels(
    from: MinorUnits

    """At most 50"""
    first: Int = 10

    """The \`endCursor\` of the page before, or the cursor of an edge"""
    after: String
  ): ParcelsResult
}`)
    expect(typeIn(schema, 'ParcelsResult')).toBe('union ParcelsResult = ParcelConnection | NoSuchPlace | PostClosed')
  })

  test('a change takes one input, and where there is nothing to tell says that it is done', () => {
    expect(typeIn(schema, 'Mutation')).toContain('sendParcel(input: SendParcelInput!): Done')
    expect(typeIn(schema, 'SendParcelInput')).toBe(
      'input SendParcelInput {\n  way: WayInput!\n  note: String\n  tags: [String!] = []\n}',
    )
  })

  test('a refusal is a type of its own with the members that all have', () => {
    const type = typeIn(schema, 'PostClosed')
    expect(type).toContain('type PostClosed implements Refusal {')
    for (const field of ['code: String!', 'detail: String!', 'errors: [FieldError!]!', 'data: RefusalData!'])
      expect(type).toContain(field)
  })

  test('an internal operation leaves no trace', () => {
    expect(printSchema(schema)).not.toMatch(/secret/i)
  })
})

describe('names', () => {
  test('a module renames fields and types', () => {
    const renamed = schemaOf([listParcels, sendParcel], {
      fields: { 'post.list-parcels': 'post' },
      types: { ParcelKind: 'Packing' },
    })
    expect(typeIn(renamed, 'Query')).toContain('post(')
    expect(typeIn(renamed, 'Packing')).toContain('IN_BOX')
  })

  test('two fields of one name are refused with both operations', () => {
    const other = { ...listParcels, name: 'post.get-parcels', rest: 'GET /others' }
    expect(() => schemaOf([listParcels, other])).toThrow(
      "'post.list-parcels' and 'post.get-parcels' would both be Query.parcels",
    )
  })

  test('two types of one name are refused', () => {
    expect(() => printSchema(schemaOf([listParcels], { types: { Sent: 'Kept' } }))).toThrow(
      "Two GraphQL types would be called 'Kept'",
    )
  })
})
