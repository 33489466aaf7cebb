import { setTimeout as wait } from 'node:timers/promises'
import { leaveEntry } from '../audit/leave-entry.ts'
import type { Database } from '../database/connect.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { isRefused, keepsWork, refuse } from '../operations/refusal.ts'
import type { Contexts } from '../runtime/contexts.ts'
import {
  type Claim,
  claimOf,
  dropClaim,
  type EarlierClaim,
  findClaim,
  type Issued,
  isKeyStrongEnough,
  letGo,
  storeAnswer,
  storePrepared,
  takeClaim,
  takeOver,
} from './claim.ts'
import { type ChangeCall, type Phases, phasesOf } from './phases.ts'
import { Apart } from './saga/apart.ts'
import type { SagaEnd, Sagas } from './saga/sagas.ts'
import { createTurns } from './turns.ts'
import { Refused, refusable, type Unit, type UnitRunner } from './unit.ts'

/** Runs one operation: its output, or the refusal it ended with. */
export type Execute = (operation: AnyOperation, input: unknown, frame: Frame) => Promise<unknown>

export type ExecuteDependencies = {
  readonly units: UnitRunner
  readonly contexts: Contexts
  readonly database: Database
  /** Runs the flows whose modules live apart. */
  readonly sagas: Omit<Sagas, 'carryOn'>
  /** Development hands later phases what a resumed call would get, so that a Date or a Map among it is found out. */
  readonly development: boolean
}

type Call = ChangeCall & { readonly phases: Phases; readonly claim: Claim | undefined }

type Claimed = Call & { readonly claim: Claim }

function isClaimed(call: Call): call is Claimed {
  return call.claim !== undefined
}

// longer than the lease of who is at the later phases, so that a caller outlives a process that died there
const patience = 25_000
const pause = 100

export function createExecute({ units, contexts, database, sagas, development }: ExecuteDependencies): Execute {
  const inTurn = createTurns()
  const sqlOf = ({ frame }: Call) => database[frame.pool ?? 'web']

  const firstUnit = (call: Call, facts: unknown): Promise<SagaEnd> => {
    const before = [...call.frame.issued]
    return refusable(
      units(call.frame.pool ?? 'web', async (unit): Promise<SagaEnd> => {
        // a unit that is run again hands out what its last run did
        restore(call.frame, before)
        const earlier = call.claim && (await takeClaim(unit.sql, call.claim))
        return earlier ? { earlier } : { prepared: await workOf(call, unit, facts) }
      }),
    )
  }

  /** Reads and works in one unit, which all modules that take part share. */
  const joined = async (call: Call): Promise<SagaEnd> => {
    const facts = await call.phases.read?.()
    return isRefused(facts) ? facts : firstUnit(call, facts)
  }

  /** What the answer is made of: in one unit of work where all modules that take part share this database, as a saga where they do not. */
  const firstWork = async (call: Call): Promise<SagaEnd> => {
    const { operation: flow, input, frame, claim, phases } = call
    if (flow.kind !== 'flow') return joined(call)
    const before = [...frame.issued]
    if (!sagas.suit(flow)) {
      try {
        return await joined(call)
      } catch (error) {
        if (!(error instanceof Apart)) throw error
        sagas.learn(flow)
        restore(frame, before)
      }
    }
    const read = async () => {
      const facts = await phases.read?.()
      return development && !isRefused(facts) ? throughJson(facts) : facts
    }
    return sagas.run({ flow, input, read, frame, claim })
  }

  const laterPhases = async (call: Call, prepared: unknown, claimed: EarlierClaim['place'] | undefined) => {
    const { phases, frame, operation } = call
    if (!phases.afterwards) return prepared
    let isStored = false
    try {
      const output = await phases.afterwards(development ? throughJson(prepared) : prepared, (body) =>
        refusable(
          units(frame.pool ?? 'web', async (unit) => {
            const value = await body(unit)
            if (isRefused(value) && !keepsWork(operation.refuses, value.code)) throw new Refused(value)
            leaveEntry(unit, call, { answer: value })
            if (claimed && !isRefused(value)) {
              await storeAnswer(unit.sql, claimed, { output: value, issued: [...frame.issued] })
              isStored = true
            }
            return value
          }),
        ),
      )
      if (claimed && !isStored && !isRefused(output)) {
        await storeAnswer(sqlOf(call), claimed, { output, issued: [...frame.issued] })
        isStored = true
      }
      return output
    } finally {
      if (claimed && !isStored) await letGo(sqlOf(call), claimed)
    }
  }

  /** A key that was used before: its answer, or the later phases where the process that had them died. */
  const resume = async (
    call: Claimed,
    earlier: EarlierClaim,
    waitingUntil = Date.now() + patience,
  ): Promise<unknown> => {
    if (!earlier.isSame) return keyReused
    if (earlier.answer) {
      restore(call.frame, earlier.answer.issued)
      return earlier.answer.output
    }
    if (earlier.prepared && (await takeOver(sqlOf(call), earlier.place))) {
      restore(call.frame, earlier.prepared.issued)
      return laterPhases(call, earlier.prepared.prepared, earlier.place)
    }
    if (Date.now() > waitingUntil) return keyInProgress
    // another process is at the later phases: its answer is this call's, and if it dies its lease ends
    await wait(pause)
    const now = await findClaim(sqlOf(call), call.claim)
    return now ? resume(call, now, waitingUntil) : run(call)
  }

  const run = async (call: Call, waitingUntil = Date.now() + patience): Promise<unknown> => {
    // before reading: a replay is answered even where the first call has changed what `read` would now find
    const known = isClaimed(call) ? await findClaim(sqlOf(call), call.claim) : undefined
    if (known && isClaimed(call)) return resume(call, known)
    const worked = await firstWork(call)
    if (worked === 'busy') {
      // the same buyer is at the same in another process
      if (Date.now() > waitingUntil) return keyInProgress
      await wait(pause)
      return run(call, waitingUntil)
    }
    if (isRefused(worked)) return worked
    if ('earlier' in worked) return isClaimed(call) ? resume(call, worked.earlier) : undefined
    if (isRefused(worked.prepared)) return worked.prepared
    return laterPhases(call, worked.prepared, call.claim?.places[0])
  }

  return async (operation, input, frame) => {
    if (operation.kind === 'query') return operation.run(contexts.query(frame, operation.module), input)
    if (operation.idempotency && !isKeyStrongEnough(frame) && frame.idempotencyKey !== undefined) return keyTooShort
    const claim = claimOf(operation, input, frame)
    const call = { operation, input, frame, claim, phases: phasesOf({ operation, input, frame }, contexts) }
    // equal keys wait for each other here, before they take a connection
    return claim ? inTurn(claim.places.at(-1)?.id ?? '', () => run(call)) : run(call)
  }
}

/** The same for callers from outside, who must send a key where one is asked for. */
export function fromOutside(execute: Execute): Execute {
  return async (operation, input, frame) => {
    const needsKey = operation.kind !== 'query' && operation.idempotency === 'required'
    return needsKey && frame.idempotencyKey === undefined ? keyRequired : execute(operation, input, frame)
  }
}

/** What happens in the unit that claims the key, and the record of it on the claim. */
async function workOf(call: Call, unit: Unit, facts: unknown): Promise<unknown> {
  const { claim, frame, operation, phases } = call
  const prepared = await phases.work(unit, facts)
  const place = claim?.places[0]
  if (isRefused(prepared)) {
    if (!keepsWork(operation.refuses, prepared.code)) throw new Refused(prepared)
    if (place) await dropClaim(unit.sql, place)
  } else if (place) {
    const issued = [...frame.issued]
    if (phases.afterwards) await storePrepared(unit.sql, place, { prepared, issued })
    else await storeAnswer(unit.sql, place, { output: prepared, issued })
  }
  // of a flow and an exchange this is no answer yet
  leaveEntry(unit, call, phases.afterwards && !isRefused(prepared) ? 'no answer yet' : { answer: prepared })
  return prepared
}

function restore({ issued }: Frame, tokens: Issued): void {
  issued.clear()
  for (const [kind, token] of tokens) issued.set(kind, token)
}

function throughJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}

const keyRequired = refuse('idempotency_key_required', {
  detail: 'This operation takes an Idempotency-Key header: send a new UUID with each new intent.',
})

const keyTooShort = refuse('invalid_idempotency_key', {
  detail: 'Nothing else tells you from other guests yet, so the key must be hard to guess: send a new random UUID.',
})

const keyReused = refuse('idempotency_key_reused', {
  detail:
    'This Idempotency-Key was used for another request. Send a new key with a new request, the same key only with the same one.',
})

const keyInProgress = refuse('idempotency_key_in_progress', {
  detail: 'The first request with this Idempotency-Key is still being worked on. Send the same again in a moment.',
})
