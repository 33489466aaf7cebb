import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryBus } from '../../bus/memory-bus.ts'
import { systemFrame } from '../../operations/frame.ts'
import type { AnyOperation } from '../../operations/operation.ts'
import { createRuntime, type Runtime } from '../../runtime/runtime.ts'
import { provide } from '../../runtime/seam.ts'
import type { Participant, Step } from '../../services/participant.ts'
import { ModuleUnavailable } from '../../services/unavailable.ts'
import { createLog } from '../../telemetry/log.ts'
import { createTestShop, type TestShop } from '../../testing/index.ts'
import { newId } from '../../values/ids.ts'
import { OutcomeOpen } from '../outcome-open.ts'
import { buy, market, moment } from './fixtures/market.ts'
import { insertSagaSteps } from './record.ts'

/** What lies between the desk and the purse, which lives in another process, in this test. */
let road: Pick<Participant, 'step' | 'undo'>

/** What happens inside the commands at the desk. */
let interrupt: (name: string) => void = () => {}

let shop: TestShop
/** The process of the desk and the depot. */
let desk: Runtime
beforeAll(async () => {
  shop = await createTestShop({ modules: market, shape: 'apart', clock: false })
  const { purse: _, ...databases } = shop.databases
  const { call, dispatch } = shop.runtime.participant
  const remote: Participant = {
    call,
    dispatch,
    step: (step, frame) => road.step(step, frame),
    undo: (step, frame) => road.undo(step, frame),
  }
  const places = { databases, elsewhere: new Set(['purse']), remote, bus: createMemoryBus({ followers: [] }) }
  desk = await createRuntime({
    modules: market,
    apart: { ...places, secret: 'known to every process of the shop in this test' },
    provisions: [provide(moment, (name: string) => interrupt(name))],
    log: createLog('silent'),
    development: true,
  })
})
afterAll(async () => {
  await desk?.stop()
  await shop?.close()
})
beforeEach(async () => {
  road = shop.runtime.participant
  interrupt = () => {}
  await sql('desk')`truncate kernel.saga, kernel.saga_step, desk."order"`
  await sql('purse')`truncate purse.account, purse.payment, kernel.step`
  await sql('depot')`truncate depot.shelf, depot.taken`
  await sql('purse')`insert into purse.account values ('ada', 100)`
  await sql('depot')`insert into depot.shelf values ('lamp', 2)`
})

const sql = (module: string) => shop.runtime.databaseOf(module).consumers

const operation = (name: string): AnyOperation => {
  const found = shop.runtime.operations.find((one) => one.name === name)
  if (!found) throw new Error(`The market has no ${name}`)
  return found
}

const frame = () => systemFrame(newId())

const purchase = () => ({ orderId: newId(), account: 'ada', item: 'lamp', price: 10 })

const payment = (orderId = newId()): Step & { readonly undo: Step } => {
  const step = { id: `${newId()}:0`, input: { orderId, account: 'ada', amount: 10 } }
  return { ...step, operation: operation('purse.pay'), undo: { ...step, operation: operation('purse.pay-back') } }
}

const purse = async () => {
  const [row] = await sql('purse')<{ amount: number; payments: number }[]>`
    select amount, (select count(*)::int from purse.payment) as payments from purse.account`
  return row
}
const full = { amount: 100, payments: 0 }
const paid = { amount: 90, payments: 1 }

const orders = async () =>
  (await sql('desk')<{ state: string }[]>`select state from desk."order"`).map(({ state }) => state)

const sagas = async () => (await sql('desk')`select 1 from kernel.saga union all select 1 from kernel.saga_step`).length

describe('a step that a module is asked for', () => {
  test('asked twice, one after the other and at once, it happens once and gives the same answer', async () => {
    const step = payment()
    const { participant } = shop.runtime
    const first = await participant.step(step, frame())
    expect(first).toEqual({ left: 90 })
    expect(await Promise.all([participant.step(step, frame()), participant.step(step, frame())])).toEqual([
      first,
      first,
    ])
    expect(await purse()).toEqual(paid)

    const other = payment()
    const [one, two] = await Promise.all([participant.step(other, frame()), participant.step(other, frame())])
    expect([one, two]).toEqual([{ left: 80 }, { left: 80 }])
    expect(await purse()).toEqual({ amount: 80, payments: 2 })
  })

  test('undone twice, it is undone once, and does not come back', async () => {
    const step = payment()
    const { participant } = shop.runtime
    await participant.step(step, frame())
    await Promise.all([participant.undo(step.undo, frame()), participant.undo(step.undo, frame())])
    expect(await purse()).toEqual(full)
    await expect(participant.step(step, frame())).rejects.toThrow('purse.pay comes after its undo')
    expect(await purse()).toEqual(full)
  })

  test('it is remembered for longer than a module may be away: asked again days later it happens once, and is undone', async () => {
    const step = payment()
    const { participant, jobs } = shop.runtime
    await participant.step(step, frame())
    await sql('purse')`update kernel.step set recorded_at = now() - interval '10 days'`
    await jobs.runJob('kernel.forget-old-steps')
    expect(await participant.step(step, frame())).toEqual({ left: 90 })
    expect(await purse()).toEqual(paid)
    await participant.undo(step.undo, frame())
    expect(await purse()).toEqual(full)

    await sql('purse')`update kernel.step set recorded_at = now() - interval '15 days'`
    await jobs.runJob('kernel.forget-old-steps')
    expect(await sql('purse')`select from kernel.step`).toHaveLength(0)
  })

  test('an undo that comes before its step bars the late step', async () => {
    const step = payment()
    const { participant } = shop.runtime
    await participant.undo(step.undo, frame())
    expect(await purse()).toEqual(full)
    await expect(participant.step(step, frame())).rejects.toThrow('purse.pay comes after its undo')
    expect(await purse()).toEqual(full)
  })
})

describe('a flow whose step is asked for in another process', () => {
  const buyOne = (more: { readonly idempotencyKey?: string } = {}) =>
    desk.dispatch(buy, purchase(), { ...frame(), caller: { kind: 'guest' }, ...more })

  test('the answer is lost on its way: the step, which was recorded before it was asked for, is undone', async () => {
    road = {
      ...shop.runtime.participant,
      step: async (step, asked) => {
        await shop.runtime.participant.step(step, asked)
        throw new ModuleUnavailable('purse', { cause: new Error('the line went dead') })
      },
    }
    await expect(buyOne()).rejects.toThrow(ModuleUnavailable)
    expect(await purse()).toEqual(full)
    expect([await orders(), await sagas()]).toEqual([[], 0])
  })

  test('the request is held up and comes when the flow has given up: it changes nothing', async () => {
    const late: (() => Promise<unknown>)[] = []
    road = {
      ...shop.runtime.participant,
      step: async (step, asked) => {
        late.push(() => shop.runtime.participant.step(step, asked))
        throw new ModuleUnavailable('purse', { cause: new Error('gave no answer in time') })
      },
    }
    await expect(buyOne()).rejects.toThrow(ModuleUnavailable)
    for (const arrive of late) await expect(arrive()).rejects.toThrow('purse.pay comes after its undo')
    expect(late).toHaveLength(1)
    expect(await purse()).toEqual(full)
    expect([await orders(), await sagas()]).toEqual([[], 0])
  })

  test('the module is away when it is to be undone: it is undone when it is back', async () => {
    const dead = async (): Promise<never> => {
      throw new ModuleUnavailable('purse', { cause: new Error('connection refused') })
    }
    road = {
      step: async (step, asked) => {
        await shop.runtime.participant.step(step, asked)
        return dead()
      },
      undo: dead,
    }
    await expect(buyOne()).rejects.toThrow(ModuleUnavailable)
    expect([await purse(), await sagas()]).toEqual([paid, 3])
    road = shop.runtime.participant
    await expect.poll(carriedOn, { timeout: 10_000 }).toBe(0)
    expect([await purse(), await orders()]).toEqual([full, []])
  })

  test('refused after a step that cannot be undone: nothing is undone, and it is carried on', async () => {
    const tooLate = { ...purchase(), price: 14 }
    const bought = desk.dispatch(buy, tooLate, { ...frame(), caller: { kind: 'guest' } })
    await expect(bought).rejects.toThrow(
      'desk.buy was refused (unlucky) after desk.announce, purse.reward, which has no undo',
    )
    expect([await purse(), await orders()]).toEqual([{ amount: 87, payments: 1 }, ['placed']])
    expect(await carriedOn()).toBeGreaterThan(0)
    expect([await purse(), await orders()]).toEqual([{ amount: 87, payments: 1 }, ['placed']])
  })

  test('refused after steps at home that no other followed: they leave no trace, and the others are undone', async () => {
    const unlucky = { ...purchase(), price: 15 }
    const bought = await desk.dispatch(buy, unlucky, { ...frame(), caller: { kind: 'guest' } })
    expect(bought).toMatchObject({ code: 'unlucky' })
    expect([await purse(), await orders(), await sagas()]).toEqual([full, [], 0])
  })

  test('rolled back by the database in its last steps, it takes them again from the record', async () => {
    let deadlocks = 2
    interrupt = (name) => {
      if (name !== 'desk.announce' || deadlocks === 0) return
      deadlocks -= 1
      throw Object.assign(new postgres.PostgresError('deadlock detected'), { code: '40P01' })
    }
    expect(await buyOne()).toMatchObject({ left: 90 })
    expect([deadlocks, await purse(), await orders(), await sagas()]).toEqual([0, paid, ['placed'], 0])
  })

  test('broken while the commit of its last step is under way: what comes of that is waited for, and nothing is undone', async () => {
    let committed: Promise<unknown> | undefined
    road = {
      ...shop.runtime.participant,
      step: async (step, asked) => {
        await shop.runtime.participant.step(step, asked)
        const recorded = Promise.withResolvers<void>()
        committed = sql('desk').begin(async (tx) => {
          const [row] = await tx<{ saga: string; holder: string }[]>`select id as saga, holder from kernel.saga`
          if (!row) throw new Error('no saga is under way')
          const last = {
            position: 3,
            operation: 'desk.announce',
            undo: undefined,
            input: Buffer.of(),
            answer: undefined,
          }
          await insertSagaSteps(tx, { ...row, asked: undefined, steps: [last] })
          recorded.resolve()
          await expect.poll(waiting).toBe(1)
        })
        await recorded.promise
        throw new Error('the connection was lost')
      },
    }
    await expect(buyOne()).rejects.toThrow('the connection was lost')
    await committed
    expect([await purse(), await orders()]).toEqual([paid, ['written']])
  })

  test.each([
    ['without a key: the first caller is told that it is under way', undefined],
    ['with one: both are answered', newId()],
  ])('taken over while its first process still works, it is done once, %s', async (_how, idempotencyKey) => {
    const [held, hold] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let asked = 0
    road = {
      ...shop.runtime.participant,
      step: async (step, frameOf) => {
        asked += 1
        // the first process stands still with the answer in its hands
        const answer = await shop.runtime.participant.step(step, frameOf)
        if (asked === 1) {
          held.resolve()
          await hold.promise
        }
        return answer
      },
    }
    const first = buyOne(idempotencyKey === undefined ? {} : { idempotencyKey })
    first.catch(() => {})
    await held.promise
    await sql('desk')`update kernel.saga set worked_until = now() - interval '1 second'`
    expect(await carriedOn()).toBe(0)
    expect([await purse(), await orders()]).toEqual([paid, ['placed']])

    hold.resolve()
    if (idempotencyKey === undefined) await expect(first).rejects.toThrow(OutcomeOpen)
    else expect(await first).toMatchObject({ left: 90 })
    expect([await purse(), await orders(), await sagas()]).toEqual([paid, ['placed'], 0])
    const [depot] = await sql('depot')<{ stock: number }[]>`select stock from depot.shelf`
    expect(depot).toEqual({ stock: 1 })
  })

  /** How many wait for a row of the desk's database. */
  const waiting = async (): Promise<number> => {
    const [row] = await sql('desk')<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return row?.count ?? 0
  }

  /** What is left of sagas when one process has carried on what nobody was at work on. */
  const carriedOn = async (): Promise<number> => {
    await desk.jobs.runJob('kernel.carry-sagas')
    return sagas()
  }
})
