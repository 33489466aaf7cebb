import type { Frame } from '../../operations/frame.ts'
import { isRefused } from '../../operations/refusal.ts'
import type { Contexts } from '../../runtime/contexts.ts'
import type { Step } from '../../services/participant.ts'
import type { Issued } from '../claim.ts'
import { seal, unseal } from '../seal.ts'
import { Refused, refusable, type Unit, type UnitRunner } from '../unit.ts'
import { stepCommand } from './step-command.ts'
import { barStep, markUndone, recordStep, storeStepAnswer } from './taken-steps.ts'

export type ParticipationDependencies = {
  readonly units: UnitRunner
  readonly contexts: Pick<Contexts, 'work'>
  readonly secret: () => Buffer
}

/** What a module's database does for sagas of others: steps and undos, each once. */
export type Participation = {
  step(step: Step, frame: Frame): Promise<unknown>
  undo(step: Step, frame: Frame): Promise<void>
}

/** What a step gave, and the tokens that it handed out. */
type Taken = { readonly output: unknown; readonly issued: Issued }

export function createParticipation({ units, contexts, secret }: ParticipationDependencies): Participation {
  const run = (unit: Unit, { operation, input }: Step, frame: Frame): Promise<unknown> =>
    stepCommand(operation).run(contexts.work(unit, frame, operation.module), input, undefined)

  return {
    step: (step, frame) => {
      const before = [...frame.issued]
      return refusable(
        units(frame.pool ?? 'web', async (unit) => {
          reissue(frame, before)
          const earlier = await recordStep(unit.sql, step.id, step.operation.name)
          if (earlier) {
            if (earlier.state !== 'taken' || !earlier.answer)
              throw new Error(`${step.operation.name} comes after its undo`)
            const { output, issued } = unseal(secret(), earlier.answer) as Taken
            reissue(frame, issued)
            return output
          }
          const output = await run(unit, step, frame)
          if (isRefused(output)) throw new Refused(output)
          await storeStepAnswer(
            unit.sql,
            step.id,
            seal(secret(), { output, issued: [...frame.issued] } satisfies Taken),
          )
          return output
        }),
      )
    },

    undo: async (step, frame) => {
      await units(frame.pool ?? 'web', async (unit) => {
        const earlier = await barStep(unit.sql, step.id, step.operation.name)
        if (earlier?.state !== 'taken') return
        const undone = await run(unit, step, frame)
        if (isRefused(undone)) throw new Error(`${step.operation.name} undoes a step and was refused: ${undone.code}`)
        await markUndone(unit.sql, step.id)
      })
    },
  }
}

function reissue({ issued }: Frame, tokens: Issued): void {
  issued.clear()
  for (const [kind, token] of tokens) issued.set(kind, token)
}
