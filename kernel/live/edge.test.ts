import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryBus } from '../bus/memory-bus.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Apart } from '../runtime/places.ts'
import { createRuntime, type Runtime } from '../runtime/runtime.ts'
import { createLog } from '../telemetry/log.ts'
import { newTestDatabase, type TestDatabase } from '../testing/database.ts'
import { newId } from '../values/ids.ts'
import type { Notice } from './notice.ts'
import { stage } from './stage.fixture.ts'

const { module, moveSeat } = stage()
const bus = createMemoryBus({ followers: [] })
const nobody = async (): Promise<never> => {
  throw new Error('everything lives in the house')
}
let database: TestDatabase
let house: Runtime
let edge: Runtime

beforeAll(async () => {
  database = await newTestDatabase([{ module: 'kernel', folder: new URL('../migrations/', import.meta.url) }])
  const remote: Apart['remote'] = { call: nobody, dispatch: nobody, step: nobody, undo: nobody }
  house = await open({ databases: { stage: database.url }, elsewhere: new Set(), remote })
  edge = await open({ databases: {}, elsewhere: new Set(['stage']), remote: house.participant })
})
afterAll(async () => {
  await edge?.stop()
  await house?.stop()
  await bus.close()
  await database?.drop()
})

async function open(places: Pick<Apart, 'databases' | 'elsewhere' | 'remote'>): Promise<Runtime> {
  const secret = 'what the house and the edge keep for each other'
  const surroundings = { provisions: [], log: createLog('silent'), development: true }
  const runtime = await createRuntime({ modules: [module], apart: { ...places, bus, secret }, ...surroundings })
  await runtime.start()
  return runtime
}

test('a process without a database is told by the bus, once and in order, and asks its neighbour who may follow', async () => {
  const guest: Frame = { ...systemFrame(newId()), caller: { kind: 'guest' } }
  const heard: Notice[] = []
  const hear = (notice: Notice) => void heard.push(notice)
  expect(await edge.live.subscribe({ topic: 'ticket', token: 'somebody' }, guest, hear)).toBe('not_admitted')
  await edge.live.subscribe({ topic: 'ticket', token: 'ticket-a' }, guest, hear)
  await edge.live.subscribe({ topic: 'seat:a' }, guest, hear)

  await house.call(moveSeat, { seat: 'a', rows: [1, 2] })

  await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(6)
  expect(heard.filter(({ topic }) => topic === 'seat:a')).toMatchObject([
    { type: 'joined', state: { row: 0 } },
    { type: 'event', state: { row: 1 } },
    { type: 'event', state: { row: 2 } },
  ])
})
