import { z } from 'zod'
import { type DeliveryType, delivery } from '../events/readers.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { isRefused } from '../operations/refusal.ts'
import type { Participant, Step } from '../services/participant.ts'
import { newId } from '../values/ids.ts'
import { seal, unseal } from '../work/seal.ts'
import type { Unit } from '../work/unit.ts'

export type AskingDependencies = {
  readonly participantOf: (module: string) => Participant
  readonly operation: (name: string) => AnyOperation
  readonly secret: () => Buffer
}

/** What consumers ask of modules elsewhere: written down with the effect of the event, sent until it is done, and done once. */
export type Asking = {
  ask(unit: Unit, frame: Frame, step: Pick<Step, 'input'> & { readonly command: AnyOperation }): void
  readonly delivery: DeliveryType<Asked>
}

const Asked = z.object({ operation: z.string(), input: z.string() })

type Asked = z.output<typeof Asked>

const name = 'kernel.ask'

// a module that is away is tried again within seconds of its return, for a day and longer
const backOff = { tries: 20_000, first: 250, factor: 2, longest: 5_000 }

export function createAsking({ participantOf, operation, secret }: AskingDependencies): Asking {
  return {
    ask: (unit, { traceId }, { command, input }) => {
      const payload: Asked = { operation: command.name, input: seal(secret(), input).toString('base64') }
      unit.deliveries.push({ type: name, id: newId(), payload, traceId })
    },
    delivery: {
      ...delivery({
        name,
        schema: Asked,
        send: async (ctx, { id, payload }) => {
          const command = operation(payload.operation)
          const step = { id, operation: command, input: unseal(secret(), Buffer.from(payload.input, 'base64')) }
          const { requestId, traceId } = ctx
          const frame = { ...systemFrame(requestId), traceId }
          const answer = await participantOf(command.module).step(step, frame)
          if (isRefused(answer)) throw new Error(`${command.name} was asked by an event and refused it: ${answer.code}`)
        },
      }),
      backOff,
    },
  }
}
