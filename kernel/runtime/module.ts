import type { EventType } from '../events/define.ts'
import type { Consumer, DeliveryType, LiveReader, Republisher } from '../events/readers.ts'
import type { GraphqlPart } from '../graphql/declare.ts'
import type { AnyTopic } from '../live/topic.ts'
import type { FreeContext, LiveContext } from '../operations/context.ts'
import type { AnyOperation } from '../operations/operation.ts'
import type { PersonalData } from '../operations/personal.ts'
import type { MakeRecogniser } from '../operations/recogniser.ts'
import type { Settings } from './settings.ts'

/** What a module does by the clock; one process of all runs it. */
export type Job = {
  readonly name: string
  /** Seconds between the end of one run and the start of the next. */
  readonly every: number
  /** `signal` is aborted when the process stops, or another one may run the job by now: to be handed to `fetch` and its like. */
  run(ctx: FreeContext, signal: AbortSignal): Promise<void>
}

/**
 * What a module keeps going in every process that it lives in, such as an index in memory. It is opened when the clock is started and closed
 * before the log; operations reach it by a seam of the module.
 */
export type Resident = {
  readonly name: string
  /** Begins what goes on by itself; what takes long is not waited for, or the shop would open late. */
  open(ctx: ResidentContext): Promise<Residing>
}

export type ResidentContext = Omit<FreeContext, 'credential' | 'issue'> & Pick<LiveContext, 'dropAnswers'>

export type Residing = { close(): Promise<void> }

/** One module: everything the kernel needs to know of it. */
export type Module = {
  readonly name: string
  /** The folder with `0001-name.sql` files; absent for a module without tables. */
  readonly migrations?: URL
  readonly operations: readonly AnyOperation[]
  readonly events?: readonly EventType[]
  readonly consumers?: readonly Consumer[]
  readonly live?: readonly LiveReader[]
  /** What callers may follow while it changes. */
  readonly topics?: readonly AnyTopic[]
  // biome-ignore lint/suspicious/noExplicitAny: a delivery type is contravariant in its payload, so a list of them has no narrower element type
  readonly deliveries?: readonly DeliveryType<any>[]
  readonly jobs?: readonly Job[]
  readonly residents?: readonly Resident[]
  readonly republishers?: readonly Republisher[]
  readonly settings?: readonly Settings[]
  /** Relations, entity keys and names for GraphQL. */
  readonly graphql?: GraphqlPart
  /** Tells callers by the tokens that this module makes. */
  readonly recogniser?: MakeRecogniser
  /** What it keeps about people. */
  readonly personal?: PersonalData
}

export function job(definition: Job): Job {
  return definition
}

export function resident(definition: Resident): Resident {
  return definition
}

export function defineModule(definition: Module): Module {
  for (const { name } of [...definition.operations, ...(definition.consumers ?? []), ...(definition.jobs ?? [])]) {
    if (!name.startsWith(`${definition.name}.`))
      throw new Error(`'${name}' is listed by the module '${definition.name}'`)
  }
  const { records, eraser } = definition.personal ?? {}
  if (eraser && !definition.consumers?.includes(eraser)) throw new Error(`'${eraser.name}' erases and is no consumer`)
  if (records && !definition.operations.includes(records)) throw new Error(`'${records.name}' is no operation`)
  return definition
}
