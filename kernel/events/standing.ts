import type { Sql } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { Unit } from '../work/unit.ts'
import type { PublishedEvent } from './define.ts'
import { loadPosition, movePosition, type Position, type StoredPosition } from './position.ts'

/** Another runner was here: what was under way is given up, its effects with it. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}

/** Runs a body as the unit of work in which events have their effect. */
export type InUnit = (
  events: readonly PublishedEvent[],
  body: (unit: Unit, frame: Frame) => Promise<void>,
) => Promise<void>

/** Where a consumer stands, as its one runner remembers it. */
export type Standing = {
  current(): Promise<StoredPosition>
  /** Moves on in the transaction of an effect, which hears which keys of the events are parked. */
  moveWith(
    to: Position,
    events: readonly PublishedEvent[],
    effect: (unit: Unit, frame: Frame, parked: ReadonlySet<string>) => Promise<void>,
  ): Promise<void>
  /** Moves on past events of no interest; that is stored now and then. */
  passOver(to: Position, events: number): Promise<void>
  /** Stores what was passed over. */
  store(): Promise<void>
  /** Reads the position anew when it is next asked for. */
  forget(): void
}

export type StandingDependencies = { readonly consumer: string; readonly sql: Sql; readonly inUnit: InUnit }

const storeEvery = { milliseconds: 5_000, events: 10_000 }

export function createStanding({ consumer, sql, inUnit }: StandingDependencies): Standing {
  let position: StoredPosition | undefined
  let passedOver = 0
  let storedAt = 0

  const current = async (): Promise<StoredPosition> => {
    position ??= await loadPosition(sql, consumer)
    return position
  }

  const moved = (from: StoredPosition, to: Position): void => {
    position = { ...to, revision: from.revision + 1 }
    passedOver = 0
    storedAt = performance.now()
  }

  const store = async (): Promise<void> => {
    const from = position
    if (!from || passedOver === 0) return
    if (!(await movePosition(sql, consumer, { revision: from.revision, to: from, keys: [] })))
      throw new Superseded(consumer)
    moved(from, from)
  }

  return {
    current,
    moveWith: async (to, events, effect) => {
      const from = await current()
      const keys = [...new Set(events.map(({ key }) => key))]
      await inUnit(events, async (unit, frame) => {
        const move = await movePosition(unit.sql, consumer, { revision: from.revision, to, keys })
        if (!move) throw new Superseded(consumer)
        await effect(unit, frame, new Set(move.parked))
      })
      moved(from, to)
    },
    passOver: async (to, events) => {
      const { revision } = await current()
      position = { ...to, revision }
      passedOver += events
      if (passedOver >= storeEvery.events || performance.now() - storedAt > storeEvery.milliseconds) await store()
    },
    store,
    forget: () => {
      position = undefined
      passedOver = 0
    },
  }
}
