import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../values/ids.ts'
import { type House, type Listener, listenTo, openHouse, stage } from './stage.fixture.ts'

const theatre = stage()
let one: House
let other: House
let seats = 0

beforeAll(async () => {
  one = await openHouse(theatre)
  other = await openHouse(theatre, { databases: one.shop.databases })
})
afterAll(async () => {
  await other?.close()
  await one?.close()
})

const open: Listener[] = []
afterEach(() => {
  for (const listener of open.splice(0)) listener.close()
})

async function listen(house: House, headers: Readonly<Record<string, string>> = {}): Promise<Listener> {
  const listener = await listenTo(house.address, headers)
  open.push(listener)
  return listener
}

function newSeat(): string {
  seats += 1
  return `s${seats}`
}

async function watch(house: House, seat: string, after?: unknown): Promise<Listener> {
  const listener = await listen(house)
  listener.say({ type: 'subscribe', topic: `seat:${seat}`, ...(after === undefined ? {} : { after }) })
  await listener.heard(1)
  return listener
}

const rowsOf = (told: readonly Readonly<Record<string, unknown>>[]) =>
  told.flatMap(({ type, state }) => (type === 'event' ? [(state as { row: number }).row] : []))

describe('given two processes on one database', () => {
  test('what one commits the clients of both are told, each event once and in order', async () => {
    const seat = newSeat()
    const here = await watch(one, seat)
    const there = await watch(other, seat)

    await one.move(seat, 1, 2, 3)
    await other.move(seat, 4)

    const heard = await here.heard(5)
    expect(heard[0]).toEqual({ type: 'joined', topic: `seat:${seat}`, resumed: false, state: { row: 0 } })
    expect(heard[1]).toEqual({
      type: 'event',
      topic: `seat:${seat}`,
      id: expect.any(String),
      kind: 'moved',
      state: { row: 1 },
    })
    expect(await there.heard(5)).toEqual(heard)
    // were anything told twice, it would be told before this
    await other.move(seat, 5)
    expect(rowsOf(await here.heard(6))).toEqual([1, 2, 3, 4, 5])
    expect(rowsOf(await there.heard(6))).toEqual([1, 2, 3, 4, 5])
  })

  test('who lost the connection goes on in the other process after the last event seen', async () => {
    const seat = newSeat()
    const before = await watch(one, seat)
    const witness = await watch(other, seat)
    await one.move(seat, 1, 2)
    const seen = (await before.heard(3))[2]?.id
    before.close()
    await before.ended
    await one.move(seat, 3, 4)
    await witness.heard(5)

    const again = await watch(other, seat, seen)

    await other.move(seat, 5)
    const heard = await again.heard(4)
    expect(heard[0]).toEqual({ type: 'joined', topic: `seat:${seat}`, resumed: true })
    expect(rowsOf(heard)).toEqual([3, 4, 5])
  })

  test('who comes after an event that nobody remembers is told to look anew, with how it stands', async () => {
    const seat = newSeat()
    await one.move(seat, 7)
    const listener = await watch(other, seat, newId())
    expect(listener.told[0]).toEqual({ type: 'resync', topic: `seat:${seat}`, state: { row: 7 } })
  })

  test('when a process loses the log, all its clients are told to look anew, and hear what follows', async () => {
    const seat = newSeat()
    const listener = await watch(other, seat)
    await other.shop.runtime.database.web`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'merx-log'`
    expect((await listener.heard(2))[1]).toEqual({ type: 'resync', topic: `seat:${seat}` })
    await one.move(seat, 9)
    expect(rowsOf(await listener.heard(3))).toEqual([9])
  })
})

test('what happens while a topic is opened is told after the state that may not show it', async () => {
  const seat = newSeat()
  const witness = await watch(one, seat)
  const { promise, resolve } = Promise.withResolvers<void>()
  theatre.curtain.opened = promise
  const listener = await listen(one)
  listener.say({ type: 'subscribe', topic: `seat:${seat}` })
  listener.say({ type: 'ping' })
  await one.move(seat, 1)
  await witness.heard(2)
  expect(listener.told).toEqual([])

  resolve()

  const heard = await listener.heard(3)
  expect(heard.map(({ type }) => type)).toEqual(['joined', 'event', 'pong'])
  expect(rowsOf(heard)).toEqual([1])
  theatre.curtain.opened = Promise.resolve()
})

test('who leaves a topic is told nothing more of it', async () => {
  const [left, kept] = [newSeat(), newSeat()]
  const listener = await watch(one, left)
  listener.say({ type: 'unsubscribe', topic: `seat:${left}` })
  listener.say({ type: 'subscribe', topic: `seat:${kept}` })
  await listener.heard(2)
  await one.move(left, 1)
  await one.move(kept, 2)
  expect(rowsOf(await listener.heard(3))).toEqual([2])
})

describe('a topic of one caller', () => {
  const mine = { type: 'joined', topic: 'ticket', resumed: false }
  const refused = { type: 'error', code: 'not_admitted', topic: 'ticket', detail: expect.any(String) }
  const wish = { type: 'subscribe', topic: 'ticket' }

  test.each([
    { by: 'no token', headers: {}, message: wish, expected: refused },
    { by: 'a foreign token', headers: { 'merx-cart': 'somebody' }, message: wish, expected: refused },
    { by: 'a foreign token in the message', message: { ...wish, token: 'somebody' }, expected: refused },
    { by: 'its own token in a header', headers: { 'merx-cart': 'ticket-a' }, message: wish, expected: mine },
    { by: 'its own token in the message', message: { ...wish, token: 'ticket-a' }, expected: mine },
    { by: 'its own token in a cookie', headers: { cookie: 'merx_cart=ticket-a' }, message: wish, expected: mine },
  ])('is asked for with $by', async ({ headers = {}, message, expected }) => {
    const listener = await listen(one, { origin: one.address, ...headers })
    listener.say(message)
    expect(await listener.heard(1)).toEqual([expected])
  })

  test('is told of nobody else, and is not to be had by its id', async () => {
    const [seat, foreign] = [newSeat(), newSeat()]
    const listener = await listen(one)
    listener.say({ ...wish, token: `ticket-${seat}` })
    listener.say({ ...wish, topic: `ticket:${foreign}` })
    await listener.heard(2)
    await one.move(foreign, 1)
    await one.move(seat, 2)
    expect(await listener.heard(3)).toEqual([
      mine,
      { type: 'error', code: 'unknown_topic', topic: `ticket:${foreign}`, detail: expect.any(String) },
      { type: 'event', topic: 'ticket', id: expect.any(String), kind: 'moved' },
    ])
  })
})

test('in this process a topic is followed without a socket', async () => {
  const seat = newSeat()
  const { runtime } = one.shop
  const frame = { requestId: newId(), traceId: newId(), credentials: {}, issued: new Map(), idempotencyKey: undefined }
  const heard: unknown[] = []
  const guest = { ...frame, caller: { kind: 'guest' as const } }
  const subscription = await runtime.live.subscribe({ topic: `seat:${seat}` }, guest, (notice) => heard.push(notice))
  expect(await runtime.live.subscribe({ topic: 'ticket' }, guest, () => {})).toBe('not_admitted')
  expect(await runtime.live.subscribe({ topic: 'nothing' }, guest, () => {})).toBe('unknown_topic')
  await one.move(seat, 1)
  await expect.poll(() => heard).toMatchObject([{ type: 'joined' }, { type: 'event', state: { row: 1 } }])
  if (typeof subscription === 'string') throw new Error('not joined')
  subscription.leave()
})
