import { createClient } from 'graphql-ws'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { type House, type HouseOptions, type Listener, listenOn, openHouse, stage } from '../../live/stage.fixture.ts'
import { newId } from '../../values/ids.ts'

const theatre = stage()
let house: House
let other: House
beforeAll(async () => {
  house = await openHouse(theatre)
  other = await openWith({})
  guests.length = 0
})
afterAll(async () => {
  await other?.close()
  await house?.close()
})

const guests: House[] = []
afterEach(async () => {
  for (const guest of guests.splice(0)) await guest.close()
})

async function openWith(options: HouseOptions): Promise<House> {
  const guest = await openHouse(theatre, { databases: house.shop.databases, ...options })
  guests.push(guest)
  return guest
}

function socketTo({ address }: House, headers: Readonly<Record<string, string>> = {}): WebSocket {
  return new WebSocket(`${address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers })
}

type Shown = {
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: Readonly<Record<string, unknown>>
}

/** A client that has introduced itself: the first it is told is the acknowledgement. */
async function connectTo(at: House, { headers, payload }: Shown = {}): Promise<Listener> {
  const listener = await listenOn(socketTo(at, headers))
  listener.say({ type: 'connection_init', ...(payload && { payload }) })
  await listener.heard(1)
  return listener
}

let seats = 0
function newSeat(): string {
  seats += 1
  return `g${seats}`
}

const seatChanged = `subscription ($seat: String!, $after: ID) {
  seatChanged(seat: $seat, after: $after) { id kind seat place { row } }
}`

const ticketChanged = 'subscription ($token: String) { ticketChanged(token: $token) { kind } }'

function subscribe(
  listener: Listener,
  seat: string,
  { id = 'a', after = null }: { id?: string; after?: unknown } = {},
) {
  listener.say({ id, type: 'subscribe', payload: { query: seatChanged, variables: { seat, after } } })
}

/** What a client is told of one subscription. */
async function updates(listener: Listener, count: number) {
  const told = await listener.heard(1 + count)
  return told.slice(1).map(({ payload }) => Object(payload).data?.seatChanged ?? payload)
}

/** A connection on which a seat is followed, whose state has been told. */
async function watching(at: House, seat: string, shown?: Shown): Promise<Listener> {
  const listener = await connectTo(at, shown)
  subscribe(listener, seat)
  await listener.heard(2)
  return listener
}

/** The code with which a document is turned away. */
async function turnedAway(listener: Listener, payload: unknown): Promise<string> {
  const before = listener.told.length
  listener.say({ id: newId(), type: 'subscribe', payload })
  const told = (await listener.heard(before + 1))[before]
  expect(told?.['type']).toBe('error')
  return Object(told?.['payload'])[0].extensions.code
}

describe('a subscription', () => {
  test('tells how it stands, then each change with what it changed, asked anew, in every process', async () => {
    const seat = newSeat()
    const [here, there] = [await watching(house, seat), await watching(other, seat)]
    await house.move(seat, 1)
    await here.heard(3)
    await there.heard(3)
    await other.move(seat, 2)
    const told = [
      { id: null, kind: 'joined', seat, place: { row: 0 } },
      { id: expect.any(String), kind: 'moved', seat, place: { row: 1 } },
      { id: expect.any(String), kind: 'moved', seat, place: { row: 2 } },
    ]
    expect(await updates(here, 3)).toEqual(told)
    expect(await updates(there, 3)).toEqual(await updates(here, 3))
  })

  test('goes on after the last update that was seen, in the other process, without what was seen', async () => {
    const seat = newSeat()
    const [before, witness] = [await watching(house, seat), await watching(other, seat)]
    await house.move(seat, 1)
    const { id } = (await updates(before, 2))[1]
    before.close()
    await before.ended
    await house.move(seat, 2)
    await witness.heard(4)

    const again = await connectTo(other)
    subscribe(again, seat, { after: id })
    expect(await updates(again, 1)).toEqual([{ id: expect.any(String), kind: 'moved', seat, place: { row: 2 } }])
    await house.move(seat, 3)
    expect((await updates(again, 2))[1]).toMatchObject({ place: { row: 3 } })
  })

  test('begins anew where nobody remembers that update', async () => {
    const seat = newSeat()
    await house.move(seat, 4)
    const listener = await connectTo(house)
    subscribe(listener, seat, { after: newId() })
    expect(await updates(listener, 1)).toEqual([{ id: null, kind: 'resync', seat, place: { row: 4 } }])
  })

  test('ends when it is completed, and its id can be used again', async () => {
    const [left, kept] = [newSeat(), newSeat()]
    const listener = await watching(house, left)
    listener.say({ id: 'a', type: 'complete' })
    subscribe(listener, kept)
    await listener.heard(3)
    await house.move(left, 1)
    await house.move(kept, 2)
    expect((await updates(listener, 3)).slice(1)).toMatchObject([{ seat: kept }, { seat: kept, place: { row: 2 } }])
  })

  test('is followed by a client of the field', async () => {
    const seat = newSeat()
    const client = createClient({
      url: `${house.address.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    })
    const rows: unknown[] = []
    for await (const { data } of client.iterate({ query: seatChanged, variables: { seat } })) {
      const { place } = Object(data?.['seatChanged'])
      rows.push(place.row)
      if (rows.length === 2) break
      await house.move(seat, 6)
    }
    expect(rows).toEqual([0, 6])
    await client.dispose()
  })

  test('tells a part that broke down beside what did not', async () => {
    const listener = await connectTo(house)
    subscribe(listener, 'broken')
    // the topic itself asks for the seat first
    expect(await updates(listener, 1)).toEqual([[{ message: expect.any(String), extensions: expect.any(Object) }]])
    expect(listener.told[1]).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'internal' } }] })
    expect(JSON.stringify(listener.told)).not.toContain('broke down')
  })
})

describe('who may follow', () => {
  test.each([
    ['no token', {}, 'not_admitted'],
    ['a foreign token', { payload: { 'Merx-Cart': 'somebody' } }, 'not_admitted'],
    ['its own token in a header', { headers: { 'merx-cart': 'ticket-a' } }, 'joined'],
    ['its own token in a cookie', { headers: { cookie: 'merx_cart=ticket-a' } }, 'joined'],
    ['its own token with the first message', { payload: { 'Merx-Cart': 'ticket-a' } }, 'joined'],
  ] as const)('%s is judged', async (_by, { headers = {}, payload }: Shown, expected) => {
    const listener = await connectTo(house, {
      headers: { origin: house.address, ...headers },
      ...(payload && { payload }),
    })
    listener.say({ id: 'a', type: 'subscribe', payload: { query: ticketChanged } })
    const told = (await listener.heard(2))[1]
    const first = Object(told?.['payload'])
    expect(told?.['type'] === 'error' ? first[0].extensions.code : first.data.ticketChanged.kind).toBe(expected)
  })

  test('a token beside the subscription is for this one alone', async () => {
    const listener = await connectTo(house)
    const asked = (token?: string) => ({ query: ticketChanged, variables: { token } })
    listener.say({ id: 'a', type: 'subscribe', payload: asked('ticket-a') })
    await listener.heard(2)
    expect(await turnedAway(listener, asked())).toBe('not_admitted')
  })

  test('a page of another site with a cookie is turned away at the door', async () => {
    const socket = socketTo(house, { cookie: 'merx_cart=ticket-a', origin: 'https://evil.test' })
    await expect(listenOn(socket)).rejects.toThrow('403')
  })

  test('a wrong key with the first message ends the connection', async () => {
    const listener = await listenOn(socketTo(house))
    listener.say({ type: 'connection_init', payload: { Authorization: 'Bearer wrong' } })
    expect((await listener.ended).code).toBe(4403)
  })
})

describe('what is no subscription', () => {
  test.each<[string, unknown, string]>([
    ['a query', { query: '{ __typename }' }, 'subscriptions_only'],
    ['a broken document', { query: 'subscription {' }, 'malformed_document'],
    ['an unknown field', { query: 'subscription { nothing }' }, 'invalid_document'],
    [
      'two fields',
      { query: `subscription { a: ticketChanged { kind } b: ticketChanged { kind } }` },
      'invalid_document',
    ],
    ['a variable that does not fit', { query: seatChanged, variables: { seat: 7 } }, 'invalid_variables'],
    ['a name that the topic does not know', { query: seatChanged, variables: { seat: 'Not A Seat' } }, 'invalid_input'],
    ['a place that is none', { query: seatChanged, variables: { seat: 'a', after: 'last' } }, 'invalid_input'],
    [
      'more words than are taken',
      { query: `subscription { ${'... { '.repeat(1_000)} ticketChanged { kind } ${'} '.repeat(1_000)} }` },
      'malformed_document',
    ],
    [
      'many aliases',
      { query: `subscription { ticketChanged { ${Array.from({ length: 40 }, (_, n) => `a${n}: kind`).join(' ')} } }` },
      'document_too_large',
    ],
    [
      'an unknown hash',
      { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'zz' } } },
      'malformed_graphql_request',
    ],
  ])('%s is told what is wrong, and the connection stays', async (_what, payload, code) => {
    const listener = await connectTo(house)
    expect(await turnedAway(listener, payload)).toBe(code)
    subscribe(listener, newSeat())
    expect((await listener.heard(3))[2]).toMatchObject({ type: 'next' })
  })

  test('by a request it is told where to go', async () => {
    const answer = await fetch(`${house.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: 'subscription { ticketChanged { kind } }' }),
    })
    expect([answer.status, Object(await answer.json()).errors[0].extensions.code]).toEqual([
      400,
      'subscription_by_request',
    ])
  })

  test.each<[string, unknown, number]>([
    ['no JSON', 'subscribe', 4400],
    ['bytes', Buffer.from('{"type":"ping"}'), 4400],
    ['a message that there is not', { type: 'start' }, 4400],
    ['a message of the server', { type: 'connection_ack' }, 4400],
    ['a subscription without an id', { type: 'subscribe', payload: { query: '{ __typename }' } }, 4400],
    ['a second introduction', { type: 'connection_init' }, 4429],
    ['a message that is too large', { type: 'ping', payload: { a: 'x'.repeat(70_000) } }, 1009],
  ])('%s ends the connection', async (_what, message, code) => {
    const listener = await connectTo(house)
    if (Buffer.isBuffer(message)) listener.socket.send(message, { binary: true })
    else listener.say(message)
    expect((await listener.ended).code).toBe(code)
  })

  test('an id that is in use ends the connection', async () => {
    const listener = await watching(house, newSeat())
    subscribe(listener, newSeat())
    expect((await listener.ended).code).toBe(4409)
  })

  test('nothing is followed before the introduction, nor in another protocol', async () => {
    const hasty = await listenOn(socketTo(house))
    subscribe(hasty, 'a')
    expect((await hasty.ended).code).toBe(4401)
    const speechless = await listenOn(new WebSocket(`${house.address.replace('http', 'ws')}/graphql`))
    expect((await speechless.ended).code).toBe(4406)
  })
})

describe('within limits', () => {
  test('a connection follows so much, and what it left makes room', async () => {
    const small = await openWith({ limits: { topics: 1 } })
    const listener = await watching(small, newSeat())
    expect(await turnedAway(listener, { query: ticketChanged })).toBe('too_many_subscriptions')
    listener.say({ id: 'a', type: 'complete' })
    subscribe(listener, newSeat(), { id: 'b' })
    expect((await listener.heard(4))[3]).toMatchObject({ id: 'b', type: 'next' })
  })

  test('in a minute a connection asks so often, whatever it asks', async () => {
    const small = await openWith({ limits: { subscriptions: 2 } })
    const listener = await connectTo(small)
    for (const query of ['{', '{ __typename }']) await turnedAway(listener, { query })
    expect(await turnedAway(listener, { query: ticketChanged })).toBe('overloaded')
  })

  test('connections of both kinds have the same places', async () => {
    const small = await openWith({ limits: { connections: 1 } })
    await connectTo(small)
    await expect(listenOn(socketTo(small))).rejects.toThrow('429')
    await expect(listenOn(new WebSocket(`${small.address.replace('http', 'ws')}/api/v1/live`))).rejects.toThrow('429')
  })

  test('who does not introduce himself is sent off', async () => {
    const brisk = await openWith({ limits: { idle: 50 } })
    expect((await (await listenOn(socketTo(brisk))).ended).code).toBe(4408)
  })

  test('who leaves in the middle of it leaves nothing behind', async () => {
    const followed = async () =>
      /merx_live_subscriptions (\d+)/.exec(await (await fetch(`${house.address}/metrics`)).text())?.[1]
    const before = await followed()
    const listener = await connectTo(house)
    const { promise, resolve } = Promise.withResolvers<void>()
    theatre.curtain.opened = promise
    // the id is used again while the first is being opened
    for (const id of ['a', 'b']) subscribe(listener, newSeat(), { id })
    listener.say({ id: 'a', type: 'complete' })
    subscribe(listener, newSeat())
    theatre.curtain.opened = Promise.resolve()
    resolve()
    await listener.heard(3)
    listener.close()
    await listener.ended
    await expect.poll(followed).toBe(before)
  })

  test('a process that stops tells all to come back', async () => {
    const leaving = await openHouse(theatre, { databases: house.shop.databases })
    const listener = await watching(leaving, newSeat())
    await leaving.close()
    expect((await listener.ended).code).toBe(1012)
  })
})
