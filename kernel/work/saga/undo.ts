import { isRefused } from '../../operations/refusal.ts'
import { dropClaim } from '../claim.ts'
import { unseal } from '../seal.ts'
import { deleteSaga, deleteSagaStep, rest, type StepRow, stepsOf, turnBack } from './record.ts'
import type { Running, SagaDependencies } from './running.ts'
import { stepCommand } from './step-command.ts'
import { stepId } from './steps.ts'

/** Undoes the steps of a saga in reverse, and forgets it with its claim. What cannot be undone now is left to be carried on. */
export type Undo = { all(running: Running): Promise<void> }

export function createUndo({ database, units, contexts, elsewhere, operation, secret, log }: SagaDependencies): Undo {
  const ownStep = (running: Running, { position, undo, input }: StepRow): Promise<void> =>
    units('consumers', async (unit) => {
      if (!(await deleteSagaStep(unit.sql, running.saga, position)) || undo === null) return
      const command = stepCommand(operation(undo))
      const work = contexts.work(unit, running.frame, command.module)
      const undone = await command.run(work, unseal(secret(), input), undefined)
      if (isRefused(undone)) throw new Error(`${undo} undoes a step and was refused: ${undone.code}`)
    })

  const one = async (running: Running, step: StepRow): Promise<void> => {
    const participant = elsewhere(operation(step.operation).module)
    if (!participant) return ownStep(running, step)
    if (step.undo !== null) {
      const undo = { id: stepId(running.saga, step.position), operation: operation(step.undo) }
      await participant.undo({ ...undo, input: unseal(secret(), step.input) }, running.frame)
    }
    await deleteSagaStep(database.consumers, running.saga, step.position)
  }

  return {
    all: async (running) => {
      const { claimed } = running.asked
      const ours = await units('consumers', async ({ sql }) => {
        const turned = await turnBack(sql, running)
        if (turned && claimed) await dropClaim(sql, claimed)
        return turned
      })
      if (!ours) return
      try {
        const steps = await stepsOf(database.consumers, running.saga)
        for (const step of steps.toReversed()) await one(running, step)
        await deleteSaga(database.consumers, running, 'back')
      } catch (error) {
        log.warn({ err: error, saga: running.saga }, 'a saga is not undone yet; it is carried on')
        await rest(database.consumers, running, 1_000)
      }
    },
  }
}
