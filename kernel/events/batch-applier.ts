import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import type { Unit } from '../work/unit.ts'
import { type BackOff, waitAfter } from './back-off.ts'
import type { Blame } from './blame.ts'
import type { PublishedEvent } from './define.ts'
import { describeFault } from './fault.ts'
import type { ParkedKeys } from './parked-keys.ts'
import { park } from './parking.ts'
import type { Position } from './position.ts'
import { type Standing, Superseded } from './standing.ts'

/** Gives a consumer the events of one batch. `within` is the snapshot up to which the batch reads, `to` where it ends. */
export type ApplyBatch = (events: readonly PublishedEvent[], to: Position, within: string) => Promise<void>

export type BatchDependencies = {
  readonly consumer: string
  readonly standing: Standing
  readonly parkedKeys: ParkedKeys
  readonly handle: (unit: Unit, frame: Frame, events: readonly PublishedEvent[]) => Promise<void>
  readonly blame: Blame
  readonly backOff: BackOff
  readonly log: Log
}

/**
 * Applies events, all in one unit of work. When that fails the halves are applied apart, down to the event that fails alone: it is
 * parked. Each piece moves the position, so nothing is applied twice, and one that fails at commit is found as well as one that throws.
 */
export function createBatchApplier(dependencies: BatchDependencies): ApplyBatch {
  const { consumer, standing, parkedKeys, handle, blame, backOff, log } = dependencies

  const together = async (events: readonly PublishedEvent[], to: Position): Promise<void> => {
    let unknown = false
    await standing.moveWith(to, events, async (unit, frame, parked) => {
      const waiting = events.filter(({ key }) => parked.has(key))
      const free = events.filter(({ key }) => !parked.has(key))
      unknown = waiting.some(({ key }) => !parkedKeys.has(key))
      const behind = waiting.map((event) => ({ event, failed: undefined }))
      if (behind.length > 0) await park(unit.sql, consumer, behind)
      if (free.length > 0) await handle(unit, frame, free)
    })
    if (unknown) parkedKeys.forget()
  }

  const setAside = async (event: PublishedEvent, to: Position, error: unknown): Promise<void> => {
    const retryIn = waitAfter(1, backOff)
    log.warn({ err: error, consumer, event: event.id, key: event.key }, 'an event failed and is parked')
    const failed = { error: describeFault(error), retryIn }
    await standing.moveWith(to, [event], (unit) => park(unit.sql, consumer, [{ event, failed }]))
    parkedKeys.add(event.key, retryIn)
  }

  const apply: ApplyBatch = async (events, to, within) => {
    try {
      await together(events, to)
    } catch (error) {
      if (error instanceof Superseded || (await blame.isDatabases(error))) throw error
      const half = Math.ceil(events.length / 2)
      const last = events[half - 1]
      if (!last) throw error
      if (events.length === 1) return setAside(last, to, error)
      const { snapshot } = await standing.current()
      await apply(events.slice(0, half), { snapshot, until: within, after: last.sequence }, within)
      await apply(events.slice(half), to, within)
    }
  }
  return apply
}
