import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'
import { z } from 'zod'
import { event } from '../events/define.ts'
import { subscription } from '../graphql/declare.ts'
import { settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'
import { anyone, internal } from '../operations/access.ts'
import { command, query } from '../operations/operation.ts'
import { isRefused, refuse } from '../operations/refusal.ts'
import { defineModule } from '../runtime/module.ts'
import { createTestShop, type TestDatabases, type TestShop } from '../testing/shop.ts'
import type { LiveLimits } from './limits.ts'
import { topic } from './topic.ts'

/** Seats that anybody may watch, one of which takes many words, and tickets that only their holder may. */
export function stage() {
  const rows = new Map<string, number>()
  /** Lets the next look at a seat wait. */
  const curtain = { opened: Promise.resolve() }

  const seatMoved = event({
    name: 'stage.seat.moved.v1',
    schema: z.object({ seat: z.string(), row: z.int() }),
    key: ({ seat }) => seat,
  })
  const moveSeat = command({
    name: 'stage.move-seat',
    summary: 'Moves a seat through rows.',
    access: internal,
    input: z.object({ seat: z.string(), rows: z.array(z.int()) }),
    output: z.object({}),
    run: async (ctx, { seat, rows: through }) => {
      for (const row of through) {
        rows.set(seat, row)
        ctx.publish(seatMoved, { seat, row })
      }
      return {}
    },
  })
  const showSeat = query({
    name: 'stage.show-seat',
    summary: 'Shows where a seat is.',
    rest: 'GET /seats/{seat}',
    access: anyone,
    input: z.object({ seat: z.string() }),
    output: z.object({ row: z.int() }).meta({ id: 'SeatRow' }),
    run: async (_ctx, { seat }) => {
      const row = rows.get(seat) ?? 0
      await curtain.opened
      if (seat === 'broken') throw new Error('the seat broke down')
      return { row }
    },
  })
  const myTicket = query({
    name: 'stage.my-ticket',
    summary: 'The seat on the ticket of the caller.',
    access: internal,
    input: z.object({}),
    output: z.object({ seat: z.string() }).meta({ id: 'StageTicket' }),
    refuses: { no_ticket: 404 },
    run: async (ctx) => {
      const ticket = ctx.credential('cart')
      return ticket?.startsWith('ticket-') ? { seat: ticket.slice('ticket-'.length) } : refuse('no_ticket')
    },
  })
  const seat = topic({
    name: 'seat',
    summary: 'Where a seat is.',
    of: z.string().regex(/^[a-z0-9]+$/),
    open: async (caller, of) => {
      const { row } = await caller.call(showSeat, { seat: of })
      return { key: of, state: { row } }
    },
    on: [seatMoved],
    tell: ({ payload: { seat: key, row } }) => ({
      key,
      kind: 'moved',
      state: { row, ...(key === 'panorama' && { view: 'sky '.repeat(2_000) }) },
    }),
  })
  const ticket = topic({
    name: 'ticket',
    summary: 'The seat of the caller.',
    token: 'cart',
    open: async (caller) => {
      const mine = await caller.call(myTicket, {})
      return isRefused(mine) ? undefined : { key: mine.seat }
    },
    on: [seatMoved],
    tell: ({ payload }) => ({ key: payload.seat, kind: 'moved' }),
  })
  const module = defineModule({
    name: 'stage',
    operations: [moveSeat, showSeat, myTicket],
    events: [seatMoved],
    topics: [seat, ticket],
    graphql: {
      fields: { 'stage.show-seat': 'place' },
      subscriptions: [subscription(seat, { of: 'seat', shows: showSeat }), subscription(ticket, {})],
    },
  })
  return { module, moveSeat, curtain, seatMoved }
}

export type Stage = ReturnType<typeof stage>

/** One process of a theatre, with its door. */
export type House = {
  readonly shop: TestShop
  readonly http: Http
  readonly address: string
  move(seat: string, ...rows: readonly number[]): Promise<unknown>
  close(): Promise<void>
}

export type HouseOptions = {
  readonly limits?: Partial<LiveLimits>
  readonly environment?: Readonly<Record<string, string>>
  readonly databases?: TestDatabases
}

export async function openHouse({ module, moveSeat }: Stage, options: HouseOptions = {}): Promise<House> {
  const { limits = {}, environment = {}, databases } = options
  const shop = await createTestShop({ modules: [module], ...(databases && { databases }) })
  const http = await createHttp(shop.runtime, {
    settings: settingsOf({ MERX_MAX_LAG: '10000', ...environment }),
    liveLimits: { farewell: 200, ...limits },
  })
  const address = await http.listen({ port: 0 })
  // whoever joins from here on misses nothing
  await shop.runtime.events.round()
  return {
    shop,
    http,
    address,
    move: (seat, ...rows) => shop.call(moveSeat, { seat, rows: [...rows] }),
    close: async () => {
      await http.close()
      await shop.close()
    },
  }
}

type Told = Readonly<Record<string, unknown>>

/** A client that notes what it is told. */
export type Listener = {
  readonly socket: WebSocket
  readonly told: readonly Told[]
  say(message: unknown): void
  /** Waits until that many messages came, and gives them. */
  heard(count: number): Promise<readonly Told[]>
  /** The code and the reason with which the connection ended. */
  readonly ended: Promise<{ readonly code: number; readonly reason: string }>
  close(): void
}

export async function listenTo(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Listener> {
  return listenOn(new WebSocket(`${address.replace('http', 'ws')}/api/v1/live`, { headers }))
}

/** The same on any socket. */
export async function listenOn(socket: WebSocket): Promise<Listener> {
  const told: Told[] = []
  socket.on('message', (data) => told.push(JSON.parse(String(data))))
  const ended = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  )
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  return {
    socket,
    told,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    heard: async (count) => {
      const until = Date.now() + 10_000
      while (told.length < count) {
        if (Date.now() > until) throw new Error(`Heard ${JSON.stringify(told)} and waited for ${count} messages`)
        await wait(5)
      }
      return told
    },
    ended,
    close: () => socket.close(),
  }
}

/** The status with which a connection is turned away; 101 where it is opened. */
export function statusOf(address: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/v1/live`, { headers })
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', reject)
  })
}
