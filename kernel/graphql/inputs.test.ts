import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { served, settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'
import { anyone } from '../operations/access.ts'
import { command, query } from '../operations/operation.ts'
import { createMemoryCounters } from '../shared/memory-counters.ts'
import { MinorUnits } from '../values/money.ts'

const Way = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('air'), flight: z.string() }).meta({ id: 'ByAir' }),
    z.object({ by: z.literal('sea'), days: z.int().default(30) }).meta({ id: 'BySea' }),
  ])
  .meta({ id: 'Way' })

let received: unknown

const sendParcel = command({
  name: 'post.send-parcel',
  summary: 'Sends a parcel.',
  rest: 'POST /parcels',
  access: anyone,
  input: z.object({
    way: Way,
    worth: MinorUnits.optional(),
    wrapping: z.enum(['in-box', 'loose']).default('in-box'),
    note: z.string().nullable().optional(),
    label: z.string().optional(),
    sentAt: z.iso.datetime().optional(),
  }),
  output: z.object({}),
  run: async (_ctx, input) => {
    received = input
    return {}
  },
})

const way = query({
  name: 'post.get-way',
  summary: 'A way to send.',
  rest: 'GET /way',
  access: anyone,
  input: z.object({ by: z.enum(['air', 'sea']) }),
  output: Way,
  refuses: { no_such_way: 404 },
  run: async (_ctx, { by }) => (by === 'air' ? { by, flight: 'M1' } : { by, days: 12 }),
})

let http: Http

beforeAll(async () => {
  const limit = { name: 'parcels', quota: 2, seconds: 60 }
  const memory = createMemoryCounters()
  http = await createHttp(served([sendParcel, way]), {
    settings: settingsOf({ MERX_TRUST_PROXY: 'true' }),
    operationLimits: {
      counters: { count: async (key, counted) => memory.count(key, counted) },
      byOperation: new Map([[sendParcel.name, limit]]),
    },
  })
})

beforeEach(() => {
  received = undefined
})

afterAll(() => http.close())

async function ask(query: string, variables?: object, headers: Readonly<Record<string, string>> = {}) {
  const answer = await http.fastify.inject({ method: 'POST', url: '/graphql', payload: { query, variables }, headers })
  return answer.json()
}

const send = (variables: object) =>
  ask('mutation ($input: SendParcelInput!) { sendParcel(input: $input) { done } }', { input: variables })

describe('an input', () => {
  test('reaches its operation as REST would carry it', async () => {
    const sentAt = '2026-11-21T08:00:00.000Z'
    const told = await send({ way: { air: { flight: 'M1' } }, worth: 5_000_000_000, wrapping: 'LOOSE', sentAt })
    expect(told).toEqual({ data: { sendParcel: { done: true } } })
    expect(received).toEqual({ way: { by: 'air', flight: 'M1' }, worth: 5_000_000_000, wrapping: 'loose', sentAt })
  })

  test('has the defaults of its operation, within a union too', async () => {
    await send({ way: { sea: {} } })
    expect(received).toEqual({ way: { by: 'sea', days: 30 }, wrapping: 'in-box' })
  })

  test('may be null where null is a value, and is left out where it is not', async () => {
    await send({ way: { sea: {} }, note: null, label: null })
    expect(received).toEqual({ way: { by: 'sea', days: 30 }, wrapping: 'in-box', note: null })
  })

  test.each([
    ['two options of a union', { way: { air: { flight: 'M1' }, sea: {} } }],
    ['no option of a union', { way: {} }],
    ['an amount with a fraction', { way: { sea: {} }, worth: 1.5 }],
    ['an amount of more than 53 bits', { way: { sea: {} }, worth: 2 ** 60 }],
    ['a value of the wire for one of an enum', { way: { sea: {} }, wrapping: 'loose' }],
    ['a moment that is none', { way: { sea: {} }, sentAt: 'yesterday' }],
  ])('of %s is refused, and nothing is done', async (_, input) => {
    for (const time of [1, 2]) {
      const { data, errors } = await send(input)
      expect(data?.sendParcel ?? null, `time ${time}`).toBeNull()
      expect(['invalid_variables', 'invalid_input']).toContain(errors[0].extensions.code)
    }
    expect(received).toBeUndefined()
  })
})

test('an output that is a union joins the refusals as its members', async () => {
  const document = 'query ($by: WayBy!) { way(by: $by) { __typename ... on ByAir { flight } ... on BySea { days } } }'
  for (const _ of [1, 2, 3]) {
    expect((await ask(document, { by: 'AIR' })).data.way).toEqual({ __typename: 'ByAir', flight: 'M1' })
    expect((await ask(document, { by: 'SEA' })).data.way).toEqual({ __typename: 'BySea', days: 12 })
  }
})

test('an address may not call an operation more often by many fields of one document than by many requests', async () => {
  const part = (name: string) => `${name}: sendParcel(input: { way: { sea: {} } }) { done }`
  const { data, errors } = await ask(`mutation { ${['a', 'b', 'c'].map(part).join(' ')} }`, undefined, {
    'x-forwarded-for': '203.0.113.7',
  })
  expect(data).toEqual({ a: { done: true }, b: { done: true }, c: null })
  expect(errors[0].extensions.code).toBe('too_many_requests')
})
