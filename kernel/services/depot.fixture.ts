import { z } from 'zod'
import { library, served, settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'
import { anyone, internal } from '../operations/access.ts'
import type { Credential } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import { type AnyOperation, command, query } from '../operations/operation.ts'
import { isRefused, refuse } from '../operations/refusal.ts'
import { newId } from '../values/ids.ts'
import { OutcomeOpen } from '../work/outcome-open.ts'
import { createDoor } from './door.ts'
import type { Participant } from './participant.ts'
import { createRemote, type RemoteOptions } from './remote.ts'
import { ModuleUnavailable } from './unavailable.ts'

export const secret = 'known-to-the-processes-of-this-shop-alone'

const Count = z.object({ sku: z.string(), count: z.int() }).meta({ id: 'DepotCount' })
const Move = z.object({ sku: z.string(), amount: z.int().default(1) })

/** A machine that is busy with other tests is no reason to turn a caller away. */
export const patient = { MERX_MAX_LAG: '60000' }

/** A module of nothing but memory in a process of its own, and what its tests want to know of it. */
export function depot() {
  const counts = new Map([['chair', 3]])
  /** Every run of an operation, in order. */
  const runs: { readonly operation: string; readonly frame: Frame }[] = []
  const gate = Promise.withResolvers<void>()

  const count = query({
    name: 'depot.count',
    summary: 'Tells how many there are.',
    rest: 'GET /depot/{sku}',
    access: anyone,
    input: z.object({ sku: z.string() }),
    output: Count,
    refuses: { unknown_sku: 404 },
    run: async (_ctx, { sku }) => {
      const found = counts.get(sku)
      return found === undefined
        ? refuse('unknown_sku', { detail: `There is no '${sku}'.`, sku })
        : { sku, count: found }
    },
  })

  const move = async (sku: string, amount: number) => {
    const left = (counts.get(sku) ?? 0) + amount
    if (left < 0) return refuse('too_few', { left: counts.get(sku) ?? 0 })
    counts.set(sku, left)
    return { sku, count: left }
  }

  const add = command({
    name: 'depot.add',
    summary: 'Puts some in, and hands out a token for them.',
    access: internal,
    idempotency: 'optional',
    input: Move,
    output: Count,
    refuses: { too_few: 409 },
    run: async (ctx, { sku, amount }) => {
      ctx.issue('cart', `for-${sku}`)
      return move(sku, amount)
    },
  })

  const take = command({
    name: 'depot.take',
    summary: 'Takes some out; knows no keys.',
    access: internal,
    input: Move,
    output: Count,
    refuses: { too_few: 409 },
    run: async (_ctx, { sku, amount }) => move(sku, -amount),
  })

  const trouble = query({
    name: 'depot.trouble',
    summary: 'Ends as it is told.',
    rest: 'GET /trouble/{kind}',
    access: anyone,
    input: z.object({ kind: z.enum(['bug', 'no-database', 'neighbour', 'takeover', 'never', 'gate', 'odd']) }),
    output: Count,
    run: async (_ctx, { kind }) => {
      switch (kind) {
        case 'bug':
          throw new Error('the shelf with secret things fell over')
        case 'no-database':
          throw Object.assign(new Error('no connection'), { code: 'ECONNREFUSED' })
        case 'neighbour':
          throw new ModuleUnavailable('mint', { retryAfter: 7 })
        case 'takeover':
          throw new OutcomeOpen('depot.trouble')
        case 'never':
          return new Promise(() => {})
        case 'gate':
          await gate.promise
          return { sku: 'gate', count: 0 }
        case 'odd':
          return JSON.parse('{"sku":1}')
      }
    },
  })

  const operations = [count, add, take, trouble] as const

  const run = async (operation: AnyOperation, input: unknown, frame: Frame): Promise<unknown> => {
    runs.push({ operation: operation.name, frame })
    if (operation.kind !== 'query' && operation.kind !== 'command')
      throw new Error(`${operation.name} needs a database`)
    const issue = (kind: Credential, token: string) => void frame.issued.set(kind, token)
    return Reflect.apply(operation.run, undefined, [{ issue }, input])
  }
  const taken = new Map<string, unknown>()
  const undone = new Set<string>()
  const participant: Participant = {
    call: run,
    dispatch: run,
    step: async ({ id, operation, input }, frame) => {
      if (undone.has(id)) throw new Error(`the step ${id} comes after its undo`)
      if (!taken.has(id)) {
        const output = await run(operation, input, frame)
        if (isRefused(output)) return output
        taken.set(id, output)
      }
      return taken.get(id)
    },
    undo: async ({ id, operation, input }, frame) => {
      if (taken.has(id) && !undone.has(id)) await run(operation, input, frame)
      undone.add(id)
    },
  }

  return {
    operations,
    participant,
    count,
    add,
    take,
    trouble,
    counts,
    runs,
    openGate: gate.resolve,
    names: () => runs.map(({ operation }) => operation),
  }
}

export type Depot = ReturnType<typeof depot>

export type DepotProcess = {
  readonly http: Http
  readonly url: string
  /** What it logged. */
  readonly logged: unknown[]
  /** Requests that reached it. */
  readonly requests: () => number
}

/** Serves a depot as a process of its own would. */
export async function startDepot(
  { operations, participant }: Pick<Depot, 'operations' | 'participant'>,
  {
    port = 0,
    environment = {},
  }: { readonly port?: number; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<DepotProcess> {
  const logged: unknown[] = []
  // its REST side is another module, so that nothing comes in but by the door
  const runtime = served(library().operations, logged)
  const door = createDoor({ secret, operations, participant, log: runtime.log, bodyLimit: 64 * 1024 })
  const http = await createHttp(runtime, { settings: settingsOf({ ...patient, ...environment }), extend: [door] })
  let requests = 0
  http.fastify.server.on('request', () => {
    requests += 1
  })
  const url = await http.listen({ port })
  return { http, url, logged, requests: () => requests }
}

export function remoteTo(url: string, more: Partial<RemoteOptions> = {}) {
  return createRemote({ urls: { depot: url }, secret, development: true, log: served([]).log, ...more })
}

export function frame(more: Partial<Frame> = {}): Frame {
  return {
    caller: { kind: 'guest' },
    requestId: newId(),
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    credentials: {},
    issued: new Map(),
    idempotencyKey: undefined,
    ...more,
  }
}
