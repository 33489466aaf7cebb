import type { Database } from '../../database/connect.ts'
import type { Frame } from '../../operations/frame.ts'
import type { AnyOperation, Flow } from '../../operations/operation.ts'
import type { Contexts } from '../../runtime/contexts.ts'
import type { Participant } from '../../services/participant.ts'
import type { Log } from '../../telemetry/log.ts'
import type { UnitRunner } from '../unit.ts'
import type { Asked } from './asked.ts'

export type SagaDependencies = {
  readonly database: Database
  readonly units: UnitRunner
  readonly contexts: Pick<Contexts, 'work' | 'between'>
  /** Whether modules live anywhere but in this database. */
  readonly split: boolean
  /** Where a module lives; `undefined` where that is this database. */
  readonly elsewhere: (module: string) => Participant | undefined
  readonly operation: (name: string) => AnyOperation
  readonly secret: () => Buffer
  readonly log: Log
}

/** A saga that this process is at work on. */
export type Running = {
  readonly saga: string
  readonly holder: string
  readonly flow: Flow<unknown, unknown>
  readonly asked: Asked
  readonly frame: Frame
  /** What its reading found. */
  readonly facts: unknown
  /** Steps of it may be recorded already. */
  readonly takenOver: boolean
}
