import { type AnyOperation, anyone, command, isRefused, query, refuse } from '@merx/kernel'
import { createAnswers, createHttp, createLog, type Http, httpSettings } from '@merx/kernel/server'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { createClient } from './client.ts'
import type { OperationsOf } from './contract.ts'
import { httpTransport } from './http-transport.ts'
import { inProcessTransport } from './in-process-transport.ts'

const Ticket = z.object({ seat: z.string(), holder: z.string().nullable() }).meta({ id: 'Ticket' })

const bookSeat = command({
  name: 'theatre.book-seat',
  summary: 'Books a seat.',
  rest: 'POST /seats/{seat}/bookings',
  access: anyone,
  input: z.object({ seat: z.string().max(4), rows: z.array(z.string()) }),
  output: Ticket,
  refuses: { seat_taken: 409 },
  run: async (ctx, { seat }) => {
    if (seat === 'A 1') return refuse('seat_taken', { by: 'the critic' })
    ctx.issue('cart', `holder-${seat.length}`)
    return { seat, holder: null }
  },
})

const findSeats = query({
  name: 'theatre.find-seats',
  summary: 'Finds seats.',
  rest: 'GET /seats',
  access: anyone,
  input: z.object({
    rows: z.array(z.string()).optional(),
    numbers: z.array(z.int()).optional(),
    before: z.string().nullable().default('Z'),
  }),
  output: z.object({ items: z.array(Ticket) }).meta({ id: 'Tickets' }),
  run: async (ctx, { rows = [], numbers = [], before }) => ({
    items: rows
      .filter((row) => before !== null && row < before)
      .flatMap((row) => numbers.map((n) => ({ seat: `${row}${n}`, holder: ctx.credential('cart') ?? null }))),
  }),
})

/** As a module's index shows it: operations, and whatever else stands beside them. */
const face = { bookSeat, findSeats, opens: '19:30' }

type Api = OperationsOf<'theatre', typeof face>

let http: Http
let address: string

beforeAll(async () => {
  const operations: readonly AnyOperation[] = [bookSeat, findSeats]
  http = await createHttp(
    {
      operations,
      answers: createAnswers({ maxBytes: 1_000 }),
      log: createLog('silent'),
      development: true,
      denials: { record: () => {} },
      ready: async () => ({ ok: true, checks: {} }),
      dispatch: async (operation, input, frame) =>
        operation.kind === 'query' || operation.kind === 'command'
          ? Reflect.apply(operation.run, undefined, [
              {
                credential: (kind: 'cart') => frame.credentials[kind],
                issue: (kind: 'cart', token: string) => void frame.issued.set(kind, token),
              },
              input,
            ])
          : undefined,
    },
    { settings: httpSettings.schema.parse({}) },
  )
  address = await http.listen({ port: 0 })
})

afterAll(() => http.close())

function overHttp() {
  const handed: Record<string, string> = { 'merx-cart': 'new' }
  const transport = httpTransport({
    baseUrl: address,
    headers: () => handed,
    onHeaders: (headers) => {
      const token = headers.get('merx-cart')
      if (token) handed['merx-cart'] = token
    },
  })
  return createClient<Api>({ transport })
}

function inProcess() {
  const answer = new Headers()
  const request = new Request('http://shop.test/cart', { method: 'POST', headers: { origin: 'http://shop.test' } })
  return {
    answer,
    client: createClient<Api>({ transport: inProcessTransport({ direct: http.direct, request, answer }) }),
  }
}

describe.each([
  ['over HTTP', overHttp],
  ['in process', () => inProcess().client],
])('the client %s', (_name, connect) => {
  it('brings the value of an operation', async () => {
    const client = connect()
    const booked = await client.call('theatre.book-seat', { seat: 'B/2?', rows: ['x,y'] })
    expect(booked).toEqual({ ok: true, status: 201, value: { seat: 'B/2?', holder: null } })
  })

  it('shows the token with the next call', async () => {
    const client = connect()
    await client.call('theatre.book-seat', { seat: 'B2', rows: [] })
    const found = await client.call('theatre.find-seats', { rows: ['A', 'B'], numbers: [7] })
    expect(found).toMatchObject({ ok: true, status: 200 })
    expect(found.ok && found.value.items).toEqual([
      { seat: 'A7', holder: 'holder-2' },
      { seat: 'B7', holder: 'holder-2' },
    ])
  })

  it('leaves null out of a query', async () => {
    const found = await connect().call('theatre.find-seats', { rows: ['A'], numbers: [7], before: null })
    expect(found.ok && found.value.items).toEqual([{ seat: 'A7', holder: expect.toBeOneOf(['new', null]) }])
  })

  it('brings a refusal with its code and its data', async () => {
    const refused = await connect().call('theatre.book-seat', { seat: 'A 1', rows: [] })
    expect(refused).toMatchObject({ ok: false, status: 409, code: 'seat_taken', problem: { by: 'the critic' } })
  })

  it('brings the fields that do not fit', async () => {
    const refused = await connect().call('theatre.book-seat', { seat: 'too long', rows: [] })
    expect(refused).toMatchObject({ ok: false, status: 422, code: 'invalid_input' })
    expect(!refused.ok && refused.problem.errors?.map(({ field }) => field)).toEqual(['seat'])
  })
})

it('hands the tokens of calls in process to the answer of the page', async () => {
  const { answer, client } = inProcess()
  await client.call('theatre.book-seat', { seat: 'B2', rows: [] })
  expect(answer.getSetCookie()).toEqual(['merx_cart=holder-2; Max-Age=7776000; Path=/; HttpOnly; SameSite=Lax'])
})

it('refuses a change in process for a page that another site asked for', async () => {
  const request = new Request('http://shop.test/cart', { method: 'POST', headers: { origin: 'http://evil.test' } })
  const client = createClient<Api>({
    transport: inProcessTransport({ direct: http.direct, request, answer: new Headers() }),
  })
  expect(await client.call('theatre.book-seat', { seat: 'B2', rows: [] })).toMatchObject({
    ok: false,
    code: 'cross_site',
  })
})

it('says that the shop is unreachable, and asks for its routes again with the next call', async () => {
  let up = false
  const transport = httpTransport({
    baseUrl: address,
    fetch: (...given) => (up ? fetch(...given) : Promise.reject(new TypeError('fetch failed'))),
  })
  const client = createClient<Api>({ transport })
  expect(await client.call('theatre.find-seats')).toMatchObject({ ok: false, status: 502, code: 'unreachable' })
  up = true
  expect(await client.call('theatre.find-seats')).toMatchObject({ ok: true, value: { items: [] } })
})

it('knows names, inputs, outputs and codes by type', () => {
  expectTypeOf<keyof Api>().toEqualTypeOf<'theatre.book-seat' | 'theatre.find-seats'>()
  expectTypeOf<Api['theatre.book-seat']['input']>().toEqualTypeOf<{ seat: string; rows: string[] }>()
  expectTypeOf<Api['theatre.book-seat']['output']>().toEqualTypeOf<z.output<typeof Ticket>>()
  expectTypeOf<Api['theatre.book-seat']['code']>().toEqualTypeOf<'seat_taken'>()
  expectTypeOf<Api['theatre.find-seats']['code']>().toEqualTypeOf<never>()
  expect(isRefused(refuse('seat_taken'))).toBe(true)
})
