import type { Pool } from '../database/connect.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation, Change } from '../operations/operation.ts'
import { isRefused, keepsWork, type Refusal, refuse } from '../operations/refusal.ts'
import type { Contexts } from '../runtime/contexts.ts'
import {
  type Claim,
  type ClaimAnswer,
  claimOf,
  type EarlierClaim,
  findClaim,
  storeAnswer,
  storePrepared,
  takeClaim,
} from './claim.ts'
import { createTurns } from './turns.ts'
import { Refused, refusable, type Unit, type UnitRunner } from './unit.ts'

/** Runs one operation: its output, or the refusal it ended with. */
export type Execute = (operation: AnyOperation, input: unknown, frame: Frame) => Promise<unknown>

export type ExecuteDependencies = {
  readonly units: UnitRunner
  readonly contexts: Contexts
  readonly web: Pool
}

/** A change as it goes through its phases; `prepared` is what the first unit of work left for the later ones. */
type Phases = {
  /** Before any transaction. */
  readonly read: (() => Promise<unknown>) | undefined
  /** The unit of work that claims the key. */
  readonly work: (unit: Unit, facts: unknown) => Promise<unknown>
  /** After it, with no transaction open; absent where the work is the answer. `finish` runs a last unit that stores the answer too. */
  readonly afterwards: ((prepared: unknown, finish: Finish) => Promise<unknown>) | undefined
}

type Finish = (last: (unit: Unit) => Promise<unknown>) => Promise<unknown>

export function createExecute({ units, contexts, web }: ExecuteDependencies): Execute {
  const inTurn = createTurns()

  const work = (call: Call, phases: Phases, facts: unknown): Promise<Worked | Refusal> =>
    refusable(
      units('web', async (unit): Promise<Worked> => {
        const { claim, frame, operation } = call
        const earlier = claim && (await takeClaim(unit.sql, claim))
        if (earlier) return { earlier }
        const prepared = await phases.work(unit, facts)
        if (isRefused(prepared) && !keepsWork(operation.refuses, prepared.code)) throw new Refused(prepared)
        if (claim && !isRefused(prepared)) {
          if (phases.afterwards) await storePrepared(unit.sql, claim, prepared)
          else await storeAnswer(unit.sql, claim, answerOf(prepared, frame))
        }
        return { prepared }
      }),
    )

  const finish = async (call: Call, phases: Phases, prepared: unknown): Promise<unknown> => {
    const { claim, frame } = call
    if (!phases.afterwards) return prepared
    let stored = false
    const output = await phases.afterwards(prepared, (last) =>
      refusable(
        units('web', async (unit) => {
          const value = await last(unit)
          if (isRefused(value)) {
            if (keepsWork(call.operation.refuses, value.code)) return value
            throw new Refused(value)
          }
          if (claim) await storeAnswer(unit.sql, claim, answerOf(value, frame))
          stored = true
          return value
        }),
      ),
    )
    if (claim && !stored && !isRefused(output)) await storeAnswer(web, claim, answerOf(output, frame))
    return output
  }

  const resume = (call: Call, phases: Phases, earlier: EarlierClaim): unknown => {
    if (call.claim && !isSame(earlier, call.claim)) return keyReused
    // a claim without an answer: the process died between the phases, so the later ones run now
    return earlier.answer ? replay(earlier.answer, call.frame) : finish(call, phases, earlier.prepared)
  }

  const run = async (call: Call): Promise<unknown> => {
    const phases = phasesOf(call, contexts)
    // before reading: a replay is answered even where the first call has changed what `read` would now find
    const known = call.claim && (await findClaim(web, call.claim))
    if (known) return resume(call, phases, known)
    const facts = await phases.read?.()
    if (isRefused(facts)) return facts
    const worked = await work(call, phases, facts)
    if (isRefused(worked)) return worked
    if ('earlier' in worked) return resume(call, phases, worked.earlier)
    return isRefused(worked.prepared) ? worked.prepared : finish(call, phases, worked.prepared)
  }

  return async (operation, input, frame) => {
    if (operation.kind === 'query') return operation.run(contexts.query(frame, operation.module), input)
    if (operation.idempotency === 'required' && !frame.idempotencyKey && frame.caller.kind !== 'system')
      return keyRequired
    const claim = claimOf(operation, input, frame)
    const call = { operation, input, frame, claim }
    // equal keys wait for each other here, before they take a connection
    return claim ? inTurn(`${claim.scope} ${claim.key}`, () => run(call)) : run(call)
  }
}

type Call = {
  readonly operation: Change<unknown, unknown>
  readonly input: unknown
  readonly frame: Frame
  readonly claim: Claim | undefined
}

type Worked = { readonly prepared: unknown } | { readonly earlier: EarlierClaim }

function phasesOf({ operation, input, frame }: Call, contexts: Contexts): Phases {
  const { module } = operation
  const free = () => contexts.free(frame, module)
  const inUnit = (unit: Unit) => contexts.work(unit, frame, module)
  switch (operation.kind) {
    case 'command': {
      const { read, run } = operation
      return {
        read: read && (() => read(free(), input)),
        work: (unit, facts) => run(inUnit(unit), input, facts),
        afterwards: undefined,
      }
    }
    case 'exchange': {
      const { prepare, external, finalize } = operation
      return {
        read: undefined,
        work: (unit) => prepare(inUnit(unit), input),
        afterwards: async (prepared, finish) => {
          const outcome = await external(free(), input, prepared)
          return finish((unit) => finalize(inUnit(unit), input, { prepared, outcome }))
        },
      }
    }
    case 'flow': {
      const { read, steps, answer } = operation
      return {
        read: () => read(free(), input),
        work: async (unit, facts) => {
          const done = await steps(contexts.steps(unit, frame, module), input, facts)
          return isRefused(done) ? done : { facts, done }
        },
        afterwards: (prepared) => answer(free(), input, prepared as { facts: unknown; done: unknown }),
      }
    }
  }
}

const keyRequired = refuse('idempotency_key_required', {
  detail: 'This operation takes an Idempotency-Key header: send a new UUID with each new intent.',
})

const keyReused = refuse('idempotency_key_reused', {
  detail:
    'This Idempotency-Key was used for another request. Send a new key with a new request, the same key only with the same one.',
})

function isSame(earlier: EarlierClaim, claim: Claim): boolean {
  return earlier.operation === claim.operation && earlier.fingerprint === claim.fingerprint
}

function answerOf(output: unknown, frame: Frame): ClaimAnswer {
  return { output, issued: [...frame.issued] }
}

function replay(answer: ClaimAnswer, frame: Frame): unknown {
  for (const [kind, token] of answer.issued) frame.issued.set(kind, token)
  return answer.output
}
