import type { FreeContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import type { Module, ResidentContext, Residing } from './module.ts'

/** What the modules of a database keep going in this process. */
export type Residents = {
  start(): Promise<void>
  stop(): Promise<void>
}

export type ResidentsDependencies = {
  readonly modules: readonly Module[]
  readonly contexts: { free(frame: Frame, module: string): FreeContext }
  readonly dropAnswers: ResidentContext['dropAnswers']
  readonly log: Log
}

export function createResidents({ modules, contexts, dropAnswers, log }: ResidentsDependencies): Residents {
  let residing: readonly { readonly name: string; readonly opened: Residing }[] = []
  return {
    start: async () => {
      const all = modules.flatMap((module) => (module.residents ?? []).map((resident) => ({ module, resident })))
      residing = await Promise.all(
        all.map(async ({ module, resident }) => {
          const context = contexts.free(systemFrame(newId().replaceAll('-', '')), module.name)
          return { name: resident.name, opened: await resident.open({ ...context, dropAnswers }) }
        }),
      )
    },
    stop: async () => {
      await Promise.all(
        residing.map(({ name, opened }) =>
          opened
            .close()
            .catch((error: unknown) => log.warn({ err: error, resident: name }, 'a resident did not close')),
        ),
      )
      residing = []
    },
  }
}
