import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { PublishedEvent } from '../events/define.ts'
import { newId } from '../values/ids.ts'
import { createHub } from './hub.ts'
import { type House, type HouseOptions, type Listener, listenTo, openHouse, stage, statusOf } from './stage.fixture.ts'

const theatre = stage()
let house: House
beforeAll(async () => {
  house = await openHouse(theatre)
})
afterAll(() => house?.close())

const guests: House[] = []
afterEach(async () => {
  for (const guest of guests.splice(0)) await guest.close()
})

/** A process of its own for a test, on the database of the others. */
async function openWith(options: HouseOptions): Promise<House> {
  const guest = await openHouse(theatre, { databases: house.shop.databases, ...options })
  guests.push(guest)
  return guest
}

async function watching(address: string, seat: string): Promise<Listener> {
  const listener = await listenTo(address)
  listener.say({ type: 'subscribe', topic: `seat:${seat}` })
  await listener.heard(1)
  return listener
}

describe('at the door', () => {
  test.each([
    ['our own page with a cookie', { cookie: 'merx_cart=a', origin: 'own' }, 101],
    ['a page of another site with a cookie', { cookie: 'merx_cart=a', origin: 'https://evil.test' }, 403],
    ['a page of another site without', { origin: 'https://evil.test' }, 403],
    ['a listed page of another site without a cookie', { origin: 'https://partner.test' }, 101],
    ['a listed page with a cookie', { cookie: 'merx_cart=a', origin: 'https://partner.test' }, 403],
    ['a cookie that comes from nowhere', { cookie: 'merx_cart=a' }, 403],
    ['no browser', {}, 101],
    ['a token in a header, whatever the page', { 'merx-cart': 'a', origin: 'https://evil.test' }, 101],
    ['a wrong key', { authorization: 'Bearer wrong' }, 401],
    ['a token that is none', { 'merx-cart': 'a b' }, 400],
  ])('%s is judged', async (_who, headers, status) => {
    const partners = await openWith({ environment: { MERX_CORS_ORIGINS: 'https://partner.test' } })
    const { origin, ...others }: Readonly<Record<string, string>> = headers
    const shown = origin === undefined ? others : { ...others, origin: origin === 'own' ? partners.address : origin }
    expect(await statusOf(partners.address, shown)).toBe(status)
  })

  test('a request that is no upgrade is told to be one, and an upgrade to anything else is a request as ever', async () => {
    const plain = await fetch(`${house.address}/api/v1/live`)
    expect([plain.status, plain.headers.get('upgrade')]).toEqual([426, 'websocket'])
    expect(await plain.json()).toMatchObject({ code: 'upgrade_required' })
    expect(await raw('GET /api/v1/seats/a HTTP/1.1\r\nconnection: upgrade, close\r\nupgrade: h2c')).toContain(
      '{"row":0}',
    )
    expect(await raw('GET /api/v1/seats/a HTTP/1.1\r\nconnection: upgrade, close\r\nupgrade: websocket')).toContain(
      '{"row":0}',
    )
  })

  test('what is no handshake is answered and closed', async () => {
    expect(await raw('GET /api/v1/live HTTP/1.1\r\nconnection: upgrade\r\nupgrade: websocket')).toMatch(
      /^HTTP\/1.1 400 /,
    )
    expect(await statusOf(house.address)).toBe(101)
  })

  test('there are so many places, and one that is left can be taken', async () => {
    const small = await openWith({ limits: { connections: 2 } })
    const [first] = [await listenTo(small.address), await listenTo(small.address)]
    expect(await statusOf(small.address)).toBe(429)
    first.close()
    await expect.poll(() => statusOf(small.address)).toBe(101)
  })

  test('an address has so many', async () => {
    const behind = await openWith({ limits: { perAddress: 1 }, environment: { MERX_TRUST_PROXY: '127.0.0.1' } })
    await listenTo(behind.address, { 'x-forwarded-for': '192.0.2.1' })
    expect(await statusOf(behind.address, { 'x-forwarded-for': '192.0.2.1' })).toBe(429)
    expect(await statusOf(behind.address, { 'x-forwarded-for': '192.0.2.2' })).toBe(101)
  })
})

describe('on a connection', () => {
  test('there are so many topics', async () => {
    const small = await openWith({ limits: { topics: 1 } })
    const listener = await watching(small.address, 'a')
    listener.say({ type: 'subscribe', topic: 'seat:b' })
    // another time the one it has
    listener.say({ type: 'subscribe', topic: 'seat:a' })
    expect((await listener.heard(3)).slice(1)).toMatchObject([
      { code: 'too_many_topics', topic: 'seat:b' },
      { type: 'joined' },
    ])
  })

  test('in a minute one may ask for so many subscriptions, as each is a look into the database', async () => {
    const small = await openWith({ limits: { subscriptions: 2 } })
    const listener = await listenTo(small.address)
    for (let n = 0; n < 3; n += 1) listener.say({ type: 'subscribe', topic: 'seat:a' })
    expect(await listener.heard(3)).toMatchObject([
      { type: 'joined' },
      { type: 'joined' },
      { type: 'error', code: 'overloaded', topic: 'seat:a' },
    ])
  })

  test('a topic that breaks down is told as such, and the next one opens', async () => {
    const listener = await listenTo(house.address)
    listener.say({ type: 'subscribe', topic: 'seat:broken' })
    listener.say({ type: 'subscribe', topic: 'seat:a' })
    expect(await listener.heard(2)).toMatchObject([{ type: 'error', code: 'internal' }, { type: 'joined' }])
    listener.close()
  })

  test('a message that is too large ends it', async () => {
    const listener = await listenTo(house.address)
    listener.say('x'.repeat(5_000))
    expect((await listener.ended).code).toBe(1009)
  })

  test('malformed messages are told, and too many end it', async () => {
    const small = await openWith({ limits: { malformed: 2 } })
    const listener = await listenTo(small.address)
    for (let n = 0; n < 3; n += 1) listener.say('{"type":"subscribe"}')
    expect((await listener.ended).code).toBe(1008)
    expect(listener.told).toMatchObject([{ code: 'malformed_message' }, { code: 'malformed_message' }])
  })

  test('more messages than can be worked on end it', async () => {
    const small = await openWith({ limits: { waiting: 5 } })
    const { promise, resolve } = Promise.withResolvers<void>()
    theatre.curtain.opened = promise
    const listener = await listenTo(small.address)
    for (let n = 0; n < 10; n += 1) listener.say({ type: 'subscribe', topic: 'seat:a' })
    expect((await listener.ended).code).toBe(1008)
    theatre.curtain.opened = Promise.resolve()
    resolve()
  })

  test('who does not read is dropped, with a code that says so, and the others hear on', async () => {
    const small = await openWith({ limits: { unread: 64 * 1024, farewell: 10_000 } })
    const slow = await watching(small.address, 'panorama')
    const quick = await watching(small.address, 'panorama')
    slow.socket.pause()
    const before = await metric(small.address, droppedAsSlow)
    // the machine between the two takes some megabytes before anybody notices
    let told = 0
    while ((await metric(small.address, droppedAsSlow)) === before && told < 4_000) {
      await small.move('panorama', ...Array.from({ length: 100 }, (_, row) => row))
      told += 100
      await quick.heard(1 + told)
    }
    expect(await metric(small.address, droppedAsSlow)).toBe(before + 1)
    slow.socket.resume()
    expect((await slow.ended).code).toBe(4413)
    expect(slow.told.length).toBeLessThan(quick.told.length)
    quick.close()
  }, 60_000)
})

describe('in the course of time', () => {
  const soon = { beat: 20 }

  test('who does not answer is gone', async () => {
    const brisk = await openWith({ limits: soon })
    const dead = await listenTo(brisk.address)
    dead.socket.pause()
    await expect.poll(() => metric(brisk.address, 'merx_live_closed_total{reason="gone"}')).toBeGreaterThan(0)
    dead.socket.terminate()
  })

  test('who follows nothing is sent off', async () => {
    const brisk = await openWith({ limits: { ...soon, idle: 50 } })
    const [idle, busy] = [await listenTo(brisk.address), await watching(brisk.address, 'a')]
    expect((await idle.ended).code).toBe(4408)
    expect(busy.socket.readyState).toBe(busy.socket.OPEN)
  })

  test('an old connection is to come back', async () => {
    const brisk = await openWith({ limits: { ...soon, age: 100 } })
    const listener = await watching(brisk.address, 'a')
    expect(await listener.ended).toEqual({ code: 1012, reason: expect.stringMatching(/^retry=\d+$/) })
  })

  test('a process that stops tells all to come back, and does not wait for those who do not go', async () => {
    const leaving = await openHouse(theatre, { databases: house.shop.databases })
    const [polite, deaf] = [await watching(leaving.address, 'a'), await listenTo(leaving.address)]
    deaf.socket.pause()
    await leaving.close()
    expect(await polite.ended).toEqual({ code: 1012, reason: expect.stringMatching(/^retry=\d+$/) })
    deaf.socket.terminate()
  })
})

test('what happened longer ago than is remembered is answered by a look anew', async () => {
  const hub = createHub({ topics: theatre.module.topics ?? [], dispatch: async () => ({ row: 0 }), recent: 3 })
  const [reader] = hub.readers(() => true)
  if (!reader) throw new Error('no reader')
  const event = (seat: string): PublishedEvent => {
    const more = { sequence: 1, key: seat, occurredAt: new Date(), traceId: null }
    return { ...more, id: newId(), name: theatre.seatMoved.name, payload: { seat, row: 1 } }
  }
  const told = (...events: readonly PublishedEvent[]) => Reflect.apply(reader.handle, undefined, [{}, events])
  const first = async (after: string) => {
    const frame = { requestId: '', traceId: '', credentials: {}, issued: new Map(), idempotencyKey: undefined }
    const heard: unknown[] = []
    await hub.subscribe({ topic: 'seat:a', after }, { ...frame, caller: { kind: 'guest' } }, (one) => heard.push(one))
    return heard
  }
  const [old, young] = [event('a'), event('a')]
  told(old)
  // each is told to those who follow the seat and to those who hold its ticket: two places
  expect(await first(old.id)).toMatchObject([{ resumed: true }])
  told(young, young)
  expect(await first(old.id)).toMatchObject([{ type: 'resync' }])
  expect(await first(young.id)).toMatchObject([{ resumed: true }])
})

async function metric(address: string, name: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text()
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1) ?? 0,
  )
}

const droppedAsSlow = 'merx_live_closed_total{reason="too_slow"}'

/** Sends a head by hand and gives what comes back until the end. */
function raw(head: string): Promise<string> {
  const { port, hostname } = new URL(house.address)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(`${head}\r\nhost: shop.test\r\n\r\n`))
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('end', () => {
      socket.end()
      resolve(answer)
    })
    socket.on('error', reject)
  })
}
