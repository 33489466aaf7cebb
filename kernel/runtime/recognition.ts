import type { EventBus, Leave } from '../bus/bus.ts'
import { listenLive } from '../bus/listener.ts'
import type { LiveReader } from '../events/readers.ts'
import type { LiveContext } from '../operations/context.ts'
import { systemFrame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import type { MakeRecogniser, Recogniser } from '../operations/recogniser.ts'
import type { Participant } from '../services/participant.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import type { CacheShelf } from './cache.ts'
import type { Module } from './module.ts'
import type { Seam } from './seam.ts'

/** How this process tells callers by their tokens, and the module that makes those. */
export type Recognition = Recogniser & { readonly module: string }

export type RecognitionDependencies = {
  readonly participant: Participant
  readonly seam: <T>(seam: Seam<T>) => T
  readonly log: Log
  readonly now: () => Date
}

/** The module may live elsewhere: its recogniser asks it by internal operations, as any other module would. */
export function recognitionOf(
  modules: readonly Module[],
  { participant, seam, log, now }: RecognitionDependencies,
): Recognition | undefined {
  const [maker, ...others] = modules.filter(({ recogniser }) => recogniser)
  if (others.length > 0) throw new Error('Two modules make tokens that tell callers')
  if (!maker?.recogniser) return undefined
  const call = (operation: AnyOperation, input: unknown) =>
    participant.call(operation, input, systemFrame(newId().replaceAll('-', '')))
  // the answer is what the operation declares: the participant runs it
  const ctx = { seam, log, now, call } as unknown as Parameters<MakeRecogniser>[0]
  return { ...maker.recogniser(ctx), module: maker.name }
}

/** What a home with these modules hears for the recogniser. */
export function readersIn(modules: ReadonlySet<string>, recognition: Recognition | undefined): readonly LiveReader[] {
  return recognition && modules.has(recognition.module) ? [recognition.reader] : []
}

type Hearing = Pick<LiveContext, 'log' | 'seam' | 'dropAnswers'> & {
  readonly bus: EventBus
  readonly caches: CacheShelf
}

/** Hears by the bus what the module elsewhere publishes. */
export function listenToRecognition(
  { reader, lose }: Recognition,
  { bus, caches, log, seam, dropAnswers }: Hearing,
): Promise<Leave> {
  return listenLive({ bus, readers: [reader], context: { cache: caches.of, log, seam, dropAnswers }, flush: lose, log })
}
