import { connect, createServer, type Socket } from 'node:net'
import { anyone, command, defineModule, event, internal, isRefused, query, refuse, topic } from '@merx/kernel'
import { createHttp, type Http, httpSettings } from '@merx/kernel/server'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, afterEach, beforeAll, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { createLive, type Live } from './live.ts'
import type { TopicsOf } from './topic-contract.ts'
import type { Topics } from './topics.ts'

const curtainMoved = event({
  name: 'theatre.curtain.moved.v1',
  schema: z.object({ house: z.string(), height: z.int() }),
  key: ({ house }) => house,
})

const moveCurtain = command({
  name: 'theatre.move-curtain',
  summary: 'Moves the curtain.',
  access: internal,
  input: z.object({ house: z.string(), heights: z.array(z.int()) }),
  output: z.object({}),
  run: async (ctx, { house, heights }) => {
    for (const height of heights) ctx.publish(curtainMoved, { house, height })
    return {}
  },
})

const showPass = query({
  name: 'theatre.show-pass',
  summary: 'Shows to whom the stage door is open.',
  access: anyone,
  input: z.object({}),
  output: z.object({}),
  refuses: { no_pass: 404 },
  run: async (ctx) => (ctx.credential('cart') === 'actor' ? {} : refuse('no_pass')),
})

const curtain = topic({
  name: 'curtain',
  summary: 'How high the curtain is.',
  of: z.string().regex(/^[a-z]+$/),
  open: async (_caller, house) => ({ key: house, state: { height: -1 } }),
  on: [curtainMoved],
  tell: ({ payload: { house, height } }) => ({ key: house, kind: 'moved', state: { height } }),
})

const stageDoor = topic({
  name: 'stage-door',
  summary: 'For actors.',
  token: 'cart',
  open: async (caller) => (isRefused(await caller.call(showPass, {})) ? undefined : { key: 'door' }),
  on: [curtainMoved],
  tell: () => ({ key: 'door', kind: 'opened' }),
})

type Theatre = TopicsOf<{ curtain: typeof curtain; stageDoor: typeof stageDoor }>

const theatre = defineModule({
  name: 'theatre',
  operations: [moveCurtain, showPass],
  events: [curtainMoved],
  topics: [curtain, stageDoor],
})

type Process = { readonly shop: TestShop; readonly http: Http; readonly port: number }

async function open(databases?: TestShop['databases']): Promise<Process> {
  const shop = await createTestShop({ modules: [theatre], ...(databases && { databases }) })
  const http = await createHttp(shop.runtime, { settings: httpSettings.schema.parse({ MERX_MAX_LAG: '10000' }) })
  const port = Number(new URL(await http.listen({ port: 0 })).port)
  await shop.runtime.events.round()
  return { shop, http, port }
}

/** The way to the shop: it can break, and lead to another process afterwards. */
async function openRoad() {
  const sockets = new Set<Socket>()
  const way = { to: 0 }
  const server = createServer((socket) => {
    const onwards = connect(way.to, '127.0.0.1')
    for (const one of [socket, onwards]) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => sockets.delete(one))
    }
    socket.pipe(onwards).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    cut,
    lead: ({ port }: Process) => {
      way.to = port
    },
    close: () => {
      cut()
      server.close()
    },
  }
}

let one: Process
let other: Process
let road: Awaited<ReturnType<typeof openRoad>>
let live: Live<Theatre>

beforeAll(async () => {
  one = await open()
  other = await open(one.shop.databases)
  road = await openRoad()
})
afterAll(async () => {
  road?.close()
  for (const process of [other, one]) {
    await process?.http.close()
    await process?.shop.close()
  }
})
afterEach(() => live.pause())

function begin(): Live<Theatre> {
  road.lead(one)
  live = createLive<Theatre>({ baseUrl: road.url })
  return live
}

const move = (house: string, ...heights: readonly number[]) =>
  one.shop.call(moveCurtain, { house, heights: [...heights] })

function follow(house: string) {
  const fresh: unknown[] = []
  const moved: unknown[] = []
  const leave = live.follow(`curtain:${house}`, {
    onFresh: (state) => fresh.push(state?.height),
    onEvent: ({ state }) => moved.push(state.height),
  })
  return { fresh, moved, leave }
}

test('a topic is followed over a broken line and another process: everything once and in order', async () => {
  begin()
  const [busy, quiet] = [follow('a'), follow('b')]
  await expect.poll(() => [busy.fresh, quiet.fresh]).toEqual([[-1], [-1]])
  await move('a', 1, 2)
  await expect.poll(() => busy.moved).toEqual([1, 2])

  road.lead(other)
  road.cut()
  await move('a', 3)

  // who has seen nothing yet cannot say where to go on: it looks anew
  await expect.poll(() => quiet.fresh, { timeout: 10_000 }).toEqual([-1, -1])
  await expect.poll(() => busy.moved).toEqual([1, 2, 3])
  await move('a', 4)
  await expect.poll(() => busy.moved).toEqual([1, 2, 3, 4])
  expect(busy.fresh).toEqual([-1])
})

test('when the process loses the log, followers look anew by themselves', async () => {
  begin()
  const { fresh, moved } = follow('c')
  await expect.poll(() => fresh).toEqual([-1])
  await one.shop.runtime.database.web`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'merx-log'`
  await expect.poll(() => fresh, { timeout: 10_000 }).toEqual([-1, -1])
  await move('c', 1)
  await expect.poll(() => moved).toEqual([1])
})

test('what is not open to the caller is told once; with its token it is followed', async () => {
  begin()
  const told: unknown[] = []
  live.follow('stage-door', {
    onFresh: () => told.push('fresh'),
    onEvent: () => {},
    onRefused: (code) => told.push(code),
  })
  await expect.poll(() => told).toEqual(['not_admitted'])
  live.follow('stage-door', {
    token: 'actor',
    onFresh: () => told.push('let in'),
    onEvent: ({ kind }) => told.push(kind),
  })
  await expect.poll(() => told).toContain('let in')
  await move('d', 1)
  await expect.poll(() => told).toContain('opened')
})

test('two places of a page follow one topic, and the one that leaves hears nothing more', async () => {
  begin()
  const [first, second] = [follow('e'), follow('e')]
  await expect.poll(() => second.fresh.length).toBeGreaterThan(0)
  await move('e', 1)
  await expect.poll(() => [first.moved, second.moved]).toEqual([[1], [1]])
  first.leave()
  await move('e', 2)
  await expect.poll(() => second.moved).toEqual([1, 2])
  expect(first.moved).toEqual([1])
})

test('topics, kinds and states are known by type', () => {
  expectTypeOf<keyof Theatre>().toEqualTypeOf<`curtain:${string}` | 'stage-door'>()
  expectTypeOf<keyof Topics>().toEqualTypeOf<'cart' | `stock:${string}` | `order:${string}`>()
  expectTypeOf<Topics['cart']['state']>().toEqualTypeOf<{ readonly version: number }>()
  expectTypeOf<Topics[`stock:${string}`]['state']['availability']>().toEqualTypeOf<'in_stock' | 'low' | 'out'>()
  expectTypeOf<Topics[`order:${string}`]['kind']>().toEqualTypeOf<'placed' | 'confirmed' | 'paid' | 'cancelled'>()
})
