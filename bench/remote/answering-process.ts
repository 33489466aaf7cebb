import { createDoor, createHttp, createLog, createRuntime, httpSettings, systemFrame } from '@merx/kernel/server'
import Fastify from 'fastify'
import { answerQuestions } from '../child.ts'
import { list, pieces, secret, shelf } from './shelf.ts'

export type Addresses = { readonly door: string; readonly floor: string }

/** Microseconds of processor time a call. */
export type LocalReport = { readonly bare: number; readonly call: number }

const { DATABASE_URL = '' } = process.env
const log = createLog('warn')
const runtime = await createRuntime({
  databaseUrl: DATABASE_URL,
  modules: [shelf],
  provisions: [],
  log,
  development: false,
})
const { participant, operations } = runtime
const door = createDoor({ secret, operations, participant, log, bodyLimit: 1_000_000 })
const http = await createHttp(runtime, {
  settings: httpSettings.schema.parse({ MERX_DRAIN_SECONDS: '0' }),
  extend: [door],
})
const where: Addresses = { door: await http.listen({ port: 0 }), floor: await listenBare() }

/** The same question and the same answer, with nothing in between. */
async function listenBare(): Promise<string> {
  const bare = Fastify()
  const stock = pieces(24)
  bare.post<{ Body: { input: { limit: number } } }>('/floor', async ({ body }) => ({
    items: stock.slice(0, body.input.limit),
  }))
  return bare.listen({ port: 0, host: '127.0.0.1' })
}

async function measureLocal(calls: number): Promise<LocalReport> {
  const frame = { ...systemFrame('bench'), caller: { kind: 'guest' } } as const
  const context = {} as Parameters<typeof list.run>[0]
  const bare = () => list.run(context, { limit: 1 })
  const call = () => participant.call(list, { limit: 1 }, frame)
  const rounds = []
  for (let round = 0; round < 7; round += 1) {
    rounds.push({ bare: await processorTimeOf(bare, calls), call: await processorTimeOf(call, calls) })
  }
  // the first ones are compiled on the way; of the others the one in the middle
  const [, , ...warm] = rounds.toSorted((a, b) => a.call - a.bare - (b.call - b.bare))
  return warm[Math.floor(warm.length / 2)] ?? { bare: 0, call: 0 }
}

async function processorTimeOf(call: () => Promise<unknown>, calls: number): Promise<number> {
  const before = process.cpuUsage()
  for (let index = 0; index < calls; index += 1) await call()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}

answerQuestions(
  async (question) => (question === 'where' ? where : measureLocal(Number(question))),
  async () => {
    await http.close()
    await runtime.stop()
  },
)
