import type { Frame } from '../operations/frame.ts'
import type { Change } from '../operations/operation.ts'
import { isRefused } from '../operations/refusal.ts'
import type { Contexts } from '../runtime/contexts.ts'
import type { Unit } from './unit.ts'

/** A change as it goes through its phases; `prepared` is what the first unit of work left for the later ones. */
export type Phases = {
  /** Before any transaction. */
  readonly read: (() => Promise<unknown>) | undefined
  /** The unit of work that claims the key. */
  readonly work: (unit: Unit, facts: unknown) => Promise<unknown>
  /** After it, with no transaction open; absent where the work is the answer. */
  readonly afterwards: ((prepared: unknown, lastUnit: LastUnit) => Promise<unknown>) | undefined
}

/** Runs a last unit of work, which stores the answer too. */
export type LastUnit = (body: (unit: Unit) => Promise<unknown>) => Promise<unknown>

export type ChangeCall = {
  readonly operation: Change<unknown, unknown>
  readonly input: unknown
  readonly frame: Frame
}

export function phasesOf({ operation, input, frame }: ChangeCall, contexts: Contexts): Phases {
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
        afterwards: async (prepared, lastUnit) => {
          const outcome = await external(free(), input, prepared)
          return lastUnit((unit) => finalize(inUnit(unit), input, { prepared, outcome }))
        },
      }
    }
    case 'flow': {
      const { read, steps, answer } = operation
      return {
        read: () => read(free(), input),
        work: async (unit, facts) => {
          const done = await steps(contexts.between(frame, contexts.joining(unit, frame)), input, facts)
          return isRefused(done) ? done : { facts, done }
        },
        afterwards: (prepared) => answer(free(), input, prepared as { facts: unknown; done: unknown }),
      }
    }
  }
}
