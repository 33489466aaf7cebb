import { leaveEntry } from '../../audit/leave-entry.ts'
import type { Frame } from '../../operations/frame.ts'
import type { Flow } from '../../operations/operation.ts'
import { isRefused, type Refusal } from '../../operations/refusal.ts'
import { newId } from '../../values/ids.ts'
import { type Claim, type EarlierClaim, letGo, storePrepared, takeClaim } from '../claim.ts'
import { OutcomeOpen } from '../outcome-open.ts'
import { createTurns } from '../turns.ts'
import type { Unit } from '../unit.ts'
import { type Asked, frameOf, sealAsked, unsealAsked } from './asked.ts'
import { Interrupted } from './held-unit.ts'
import { laneOf } from './lane.ts'
import { Superseded } from './own-steps.ts'
import { deleteSaga, insertSaga, rest, type SagaRow, stepsOf, takeIdle } from './record.ts'
import type { Running, SagaDependencies } from './running.ts'
import { createSteps, type Taking } from './steps.ts'
import { createUndo } from './undo.ts'

export type FlowCall = {
  readonly flow: Flow<unknown, unknown>
  readonly input: unknown
  /** The flow's reading. */
  readonly read: () => Promise<unknown>
  readonly frame: Frame
  readonly claim: Claim | undefined
}

/** How the steps of a flow ended: with what its answer is made of, or with a claim or a saga of the same caller that was there before. */
export type SagaEnd = { readonly prepared: unknown } | { readonly earlier: EarlierClaim } | 'busy' | Refusal

/** Runs flows whose modules live apart: a transaction a step, each recorded before it is asked for, undone in reverse when one is refused. */
export type Sagas = {
  /** Whether a flow is to run as a saga. Until a run of it has taken steps, nobody knows where they are taken. */
  suit(flow: FlowCall['flow']): boolean
  /** A unit of work found out that a flow's modules live apart. */
  learn(flow: FlowCall['flow']): void
  run(call: FlowCall): Promise<SagaEnd>
  /** Takes over sagas whose process died and brings them to an end. Returns how many it found. */
  carryOn(limit: number): Promise<number>
}

export function createSagas(dependencies: SagaDependencies): Sagas {
  const { database, units, operation, split, secret, log } = dependencies
  const known = new Map<string, 'here' | 'elsewhere'>()
  const inTurn = createTurns()
  const takeSteps = createSteps(dependencies)
  const undo = createUndo(dependencies)

  /** Writes the saga down with its claim. */
  const begin = async (call: FlowCall): Promise<Begun | { readonly earlier: EarlierClaim } | 'busy'> => {
    const { flow, input, frame, claim } = call
    const asked: Asked = {
      input,
      frame: { ...frame, idempotencyKey: undefined, issued: [...frame.issued] },
      claimed: claim?.places[0],
    }
    const hold = { saga: newId(), holder: newId() }
    const row = { ...hold, operation: flow.name, lane: laneOf(flow, frame, input), asked: sealAsked(secret(), asked) }
    const begun = await units(frame.pool ?? 'web', async (unit) => {
      const earlier = claim && (await takeClaim(unit.sql, claim))
      if (earlier) return { earlier }
      if (await insertSaga(unit.sql, row)) return undefined
      // with the claim, which belongs to the saga
      throw new Busy()
    }).catch((error: unknown) => {
      if (error instanceof Busy) return 'busy' as const
      throw error
    })
    return begun ?? { ...hold, flow, asked, frame, takenOver: false }
  }

  const finish = (running: Running, { done, held }: Taking): Promise<unknown> => {
    const end = async (unit: Unit) => {
      const { sql } = unit
      const { claimed } = running.asked
      const prepared = { facts: running.facts, done }
      if (!(await deleteSaga(sql, running, 'forward'))) throw new Superseded(running.flow.name)
      leaveEntry(unit, { operation: running.flow, input: running.asked.input, frame: running.frame }, 'no answer yet')
      if (claimed) await storePrepared(sql, claimed, { prepared, issued: [...running.frame.issued] })
      return prepared
    }
    return held ? held.close(end) : units(running.frame.pool ?? 'web', end)
  }

  /** A saga that cannot go on: undone where every step of it can be, otherwise left to be carried on. */
  const leave = async (running: Running, error: unknown): Promise<void> => {
    if (error instanceof Superseded) return
    // a commit whose connection was lost may be under way: it holds this row, and what it records counts
    await rest(database.consumers, running, 20_000)
    const steps = await stepsOf(database.consumers, running.saga)
    if (steps.every((step) => step.undo !== null)) await undo.all(running)
    else await rest(database.consumers, running, 1_000)
  }

  const forward = async (running: Running, tries = attempts): Promise<{ readonly prepared: unknown } | Refusal> => {
    try {
      const taking = await takeSteps(running)
      if (isRefused(taking.done)) {
        await undo.all(running)
        return taking.done
      }
      if (taking.taken !== 'none' && !running.takenOver) known.set(running.flow.name, taking.taken)
      return { prepared: await finish(running, taking) }
    } catch (error) {
      if (!(error instanceof Interrupted) || tries === 1) throw error
      return forward({ ...running, takenOver: true }, tries - 1)
    }
  }

  const attempt = async (running: Running): Promise<{ readonly prepared: unknown } | Refusal> => {
    try {
      return await forward(running)
    } catch (error) {
      await leave(running, error).catch((worse: unknown) =>
        log.warn({ err: worse, saga: running.saga }, 'a saga is left as it is and carried on later'),
      )
      throw error
    }
  }

  const carry = async (row: SagaRow, holder: string): Promise<void> => {
    const flow = operation(row.operation)
    if (flow.kind !== 'flow') throw new Error(`${row.operation} is no flow any more`)
    const asked = unsealAsked(secret(), row.asked)
    const frame: Frame = { ...frameOf(asked), pool: 'consumers' }
    const running: Running = { saga: row.id, holder, flow, asked, frame, facts: asked.read?.facts, takenOver: true }
    // what had not read has not taken a step either
    if (row.state === 'back' || !asked.read) return undo.all(running)
    await attempt(running)
    // its caller may be back with the same key
    if (asked.claimed) await letGo(database.consumers, asked.claimed)
  }

  return {
    suit: ({ name }) => split && known.get(name) !== 'here',
    learn: ({ name }) => void known.set(name, 'elsewhere'),
    run: async (call) => {
      const lane = laneOf(call.flow, call.frame, call.input)
      const run = async (): Promise<SagaEnd> => {
        const begun = await begin(call)
        if (begun === 'busy' || 'earlier' in begun) return begun
        // not before: another saga of the lane may just have changed what is read
        const facts = await call.read().catch(async (error: unknown) => {
          await undo.all({ ...begun, facts: undefined })
          throw error
        })
        if (!isRefused(facts)) {
          return attempt({ ...begun, facts }).catch((error: unknown) => {
            if (!(error instanceof Superseded)) throw error
            // whoever took it over answers the key, and this caller with it
            if (call.claim) return 'busy' as const
            throw new OutcomeOpen(call.flow.name)
          })
        }
        await undo.all({ ...begun, facts: undefined })
        return facts
      }
      // equal lanes wait for each other here, before they take a connection
      return lane ? inTurn(lane, run) : run()
    },
    carryOn: async (limit) => {
      const holder = newId()
      const idle = await takeIdle(database.clock, { holder, limit })
      await Promise.all(
        idle.map((row) =>
          carry(row, holder).catch((error: unknown) => {
            log.warn({ err: error, saga: row.id, operation: row.operation }, 'a saga could not be carried on yet')
            return rest(database.consumers, { saga: row.id, holder }, pauseAfter(row.attempts))
          }),
        ),
      )
      return idle.length
    },
  }
}

/** How often steps at home are run whose unit the database rolled back. */
const attempts = 4

/** A saga that is written down and has yet to read. */
type Begun = Omit<Running, 'facts'>

/** Rolls back the claim where a saga of the same lane is under way in another process. */
class Busy extends Error {}

/** Milliseconds until a saga that could not be carried on is tried again. */
function pauseAfter(attempts: number): number {
  return Math.min(500 * 2 ** attempts, 15_000)
}
