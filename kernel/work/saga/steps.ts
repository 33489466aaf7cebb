import type { AnyOperation, Command } from '../../operations/operation.ts'
import { isRefused } from '../../operations/refusal.ts'
import type { Issued } from '../claim.ts'
import { seal, unseal } from '../seal.ts'
import { Refused, refusable, unlessRefused } from '../unit.ts'
import { sealAsked } from './asked.ts'
import { insertSagaStep, type NewStep, type StepRow, stepsOf } from './record.ts'
import type { Running, SagaDependencies } from './running.ts'
import { stepCommand } from './step-command.ts'

/** Another process has taken the saga over: what this one knows of it may be out of date. */
export class Superseded extends Error {
  constructor(flow: string) {
    super(`A saga of ${flow} was taken over by another process`)
  }
}

type OwnAnswer = { readonly output: unknown; readonly issued: Issued }

/**
 * Runs the steps of a flow to their end or a refusal: from the beginning or, after a crash, from where the record ends. An answer that is
 * recorded is not asked for again, and a step elsewhere that may have been taken gives the same answer when it is.
 */
export function createSteps({ database, units, contexts, elsewhere, secret }: SagaDependencies) {
  const ownStep = async (running: Running, step: Taken): Promise<unknown> => {
    const { flow, frame } = running
    const { command, input } = step
    const before = [...frame.issued]
    return refusable(
      units(frame.pool ?? 'web', async (unit) => {
        reissue(running, before)
        const output = await command.run(contexts.work(unit, frame, command.module), input, undefined)
        if (isRefused(output)) throw new Refused(output)
        const answer = seal(secret(), { output, issued: [...frame.issued] } satisfies OwnAnswer)
        if (!(await insertSagaStep(unit.sql, rowOf(running, step, answer)))) throw new Superseded(flow.name)
        return output
      }),
    )
  }

  const record = async (running: Running, step: Taken): Promise<void> => {
    const sql = database[running.frame.pool ?? 'web']
    if (!(await insertSagaStep(sql, rowOf(running, step, undefined)))) throw new Superseded(running.flow.name)
  }

  const rowOf = ({ saga, holder, asked, facts }: Running, step: Taken, answer: Buffer | undefined): NewStep => ({
    saga,
    holder,
    // with the first step at once, so that a saga costs no statement for what it read
    asked: step.position === 0 ? sealAsked(secret(), { ...asked, read: { facts } }) : undefined,
    position: step.position,
    operation: step.command.name,
    undo: step.undo,
    input: seal(secret(), step.input),
    answer,
  })

  return async (running: Running): Promise<Taking> => {
    const { saga, flow, asked, facts, frame } = running
    const rows: readonly StepRow[] = running.takenOver ? await stepsOf(database.consumers, saga) : []
    const recorded = new Map(rows.map((row) => [row.position, row]))
    const final: string[] = []
    let next = 0
    let taken: Taking['taken'] = 'none'

    const take = async (command: Command<unknown, unknown>, input: unknown, undo: AnyOperation | undefined) => {
      const position = next++
      const known = recorded.get(position)
      if (known && known.operation !== command.name) {
        throw new Error(`${flow.name} takes other steps than before: ${command.name}, not ${known.operation}`)
      }
      if (known?.answer) {
        const { output, issued } = unseal(secret(), known.answer) as OwnAnswer
        reissue(running, issued)
        return output
      }
      const one: Taken = { position, command, input, undo: undo?.name }
      const participant = elsewhere(command.module)
      if (!participant) {
        if (taken === 'none') taken = 'here'
        return unlessRefused(await ownStep(running, one))
      }
      taken = 'elsewhere'
      if (!known) await record(running, one)
      return unlessRefused(await participant.step({ id: stepId(saga, position), operation: command, input }, frame))
    }

    const step = async (operation: AnyOperation, input: unknown, { undo }: { undo?: AnyOperation } = {}) => {
      const command = stepCommand(operation)
      if (undo) stepCommand(undo)
      const output = await take(command, input, undo)
      if (!undo) final.push(command.name)
      return output
    }
    const done = await refusable(Promise.resolve(flow.steps(contexts.between(frame, step), asked.input, facts)))
    // half of it would stay, and nobody would know: whoever wrote the flow has to
    if (isRefused(done) && final.length > 0) {
      throw new Error(`${flow.name} was refused (${done.code}) after ${final.join(', ')}, which has no undo`)
    }
    return { done, taken }
  }
}

/** What the steps of a flow came to, and where they were taken. */
export type Taking = { readonly done: unknown; readonly taken: 'none' | 'here' | 'elsewhere' }

type Taken = {
  readonly position: number
  readonly command: Command<unknown, unknown>
  readonly input: unknown
  readonly undo: string | undefined
}

export function stepId(saga: string, position: number): string {
  return `${saga}:${position}`
}

function reissue({ frame }: Running, tokens: Issued): void {
  frame.issued.clear()
  for (const [kind, token] of tokens) frame.issued.set(kind, token)
}
