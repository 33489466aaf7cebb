import type { Sql } from '../../operations/context.ts'
import type { AnyOperation, Command } from '../../operations/operation.ts'
import type { Issued } from '../claim.ts'
import { seal } from '../seal.ts'
import { unlessRefused } from '../unit.ts'
import { sealAsked } from './asked.ts'
import { type HeldUnit, holdUnit } from './held-unit.ts'
import { insertSagaSteps, type NewStep } from './record.ts'
import type { Running, SagaDependencies } from './running.ts'

/** Another process has taken the saga over: what this one knows of it may be out of date. */
export class Superseded extends Error {
  constructor(flow: string) {
    super(`A saga of ${flow} was taken over by another process`)
  }
}

/** A step as a flow asks for it. */
export type AskedStep = {
  readonly position: number
  readonly command: Command<unknown, unknown>
  readonly input: unknown
  readonly undo: AnyOperation | undefined
}

/** What a step at home gave, and the tokens that had been handed out by then. */
export type OwnAnswer = { readonly output: unknown; readonly issued: Issued }

/** The steps of one run of a saga that are taken at home: those that follow each other share a unit. */
export type OwnSteps = {
  take(step: AskedStep): Promise<unknown>
  /** Commits what was done at home, with the record of it and of the step elsewhere that comes next. Returns the steps committed. */
  commitBefore(next: AskedStep): Promise<readonly AskedStep[]>
  /** The unit that is open, where the last steps were taken at home. */
  held(): HeldUnit | undefined
}

type Held = { readonly unit: HeldUnit; readonly steps: { readonly step: AskedStep; readonly answer: OwnAnswer }[] }

type Dependencies = Pick<SagaDependencies, 'database' | 'units' | 'contexts' | 'secret'>

export function createOwnSteps({ database, units, contexts, secret }: Dependencies, running: Running): OwnSteps {
  const { saga, holder, flow, asked, facts, frame } = running
  const pool = frame.pool ?? 'web'
  let held: Held | undefined

  const rowOf = ({ position, command, input, undo }: AskedStep, answer?: OwnAnswer): NewStep => ({
    position,
    operation: command.name,
    undo: undo?.name,
    input: seal(secret(), input),
    answer: answer && seal(secret(), answer),
  })

  const record = async (sql: Sql, steps: readonly NewStep[]): Promise<void> => {
    // with the first step at once, so that a saga costs no statement for what it read
    const isFirst = steps.some(({ position }) => position === 0)
    const read = isFirst ? sealAsked(secret(), { ...asked, read: { facts } }) : undefined
    if (!(await insertSagaSteps(sql, { saga, holder, asked: read, steps }))) throw new Superseded(flow.name)
  }

  return {
    take: async (step) => {
      const { command, input } = step
      held ??= { unit: holdUnit(units, pool), steps: [] }
      const { unit, steps } = held
      const output = await unit.join(async (own) =>
        unlessRefused(await command.run(contexts.work(own, frame, command.module), input, undefined)),
      )
      steps.push({ step, answer: { output, issued: [...frame.issued] } })
      return output
    },
    commitBefore: async (next) => {
      const rows = (held?.steps ?? []).map(({ step, answer }) => rowOf(step, answer))
      const all = [...rows, rowOf(next)]
      if (!held) {
        await record(database[pool], all)
        return []
      }
      const { unit, steps } = held
      await unit.close(({ sql }) => record(sql, all))
      held = undefined
      return steps.map(({ step }) => step)
    },
    held: () => held?.unit,
  }
}
