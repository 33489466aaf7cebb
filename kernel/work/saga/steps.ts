import type { AnyOperation } from '../../operations/operation.ts'
import { isRefused } from '../../operations/refusal.ts'
import type { Issued } from '../claim.ts'
import { unseal } from '../seal.ts'
import { refusable, unlessRefused } from '../unit.ts'
import type { HeldUnit } from './held-unit.ts'
import { type AskedStep, createOwnSteps, type OwnAnswer } from './own-steps.ts'
import { type StepRow, stepsOf } from './record.ts'
import type { Running, SagaDependencies } from './running.ts'
import { stepCommand } from './step-command.ts'

/** What the steps of a flow came to, and where they were taken. */
export type Taking = {
  readonly done: unknown
  readonly taken: 'none' | 'here' | 'elsewhere'
  /** The unit of the last steps, where they were taken at home: the saga ends in it. */
  readonly held: HeldUnit | undefined
}

/**
 * Runs the steps of a flow to their end or a refusal: from the beginning or, after a crash, from where the record ends. An answer that is
 * recorded is not asked for again, and a step elsewhere that may have been taken gives the same answer when it is. Steps at home that
 * follow each other share a unit, which is committed with the record of the next step elsewhere or with the end of the saga.
 */
export function createSteps(dependencies: SagaDependencies) {
  const { database, contexts, elsewhere, secret } = dependencies

  return async (running: Running): Promise<Taking> => {
    const { saga, flow, asked, facts, frame } = running
    const rows: readonly StepRow[] = running.takenOver ? await stepsOf(database.consumers, saga) : []
    const recorded = new Map(rows.map((row) => [row.position, row]))
    if (running.takenOver) reissue(running, asked.frame.issued)
    const own = createOwnSteps(dependencies, running)
    /** The steps that cannot be taken back any more. */
    const final: AskedStep[] = []
    const settled = (...steps: readonly AskedStep[]) => final.push(...steps.filter(({ undo }) => !undo))
    let next = 0
    let taken: Taking['taken'] = 'none'

    const take = async (step: AskedStep): Promise<unknown> => {
      const { position, command, input } = step
      const known = recorded.get(position)
      if (known && known.operation !== command.name) {
        throw new Error(`${flow.name} takes other steps than before: ${command.name}, not ${known.operation}`)
      }
      if (known?.answer) {
        const { output, issued } = unseal(secret(), known.answer) as OwnAnswer
        reissue(running, issued)
        settled(step)
        return output
      }
      const participant = elsewhere(command.module)
      if (!participant) {
        if (taken === 'none') taken = 'here'
        return own.take(step)
      }
      taken = 'elsewhere'
      if (!known) settled(...(await own.commitBefore(step)))
      const output = await participant.step({ id: stepId(saga, position), operation: command, input }, frame)
      const answer = unlessRefused(output)
      settled(step)
      return answer
    }

    const step = async (operation: AnyOperation, input: unknown, { undo }: { undo?: AnyOperation } = {}) => {
      if (undo) stepCommand(undo)
      return take({ position: next++, command: stepCommand(operation), input, undo })
    }
    try {
      const done = await refusable(Promise.resolve(flow.steps(contexts.between(frame, step), asked.input, facts)))
      // half of it would stay, and nobody would know: whoever wrote the flow has to
      if (isRefused(done) && final.length > 0) {
        const names = final.map(({ command }) => command.name)
        throw new Error(`${flow.name} was refused (${done.code}) after ${names.join(', ')}, which has no undo`)
      }
      if (isRefused(done)) await own.held()?.abandon()
      return { done, taken, held: own.held() }
    } catch (error) {
      await own.held()?.abandon()
      throw error
    }
  }
}

export function stepId(saga: string, position: number): string {
  return `${saga}:${position}`
}

function reissue({ frame }: Running, tokens: Issued): void {
  frame.issued.clear()
  for (const [kind, token] of tokens) frame.issued.set(kind, token)
}
