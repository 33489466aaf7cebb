import type { ConsumerDependencies } from '../events/consumer-runner.ts'
import { isNewer } from '../events/snapshot.ts'
import { createStanding, Superseded } from '../events/standing.ts'
import type { Sql } from '../operations/context.ts'
import { systemFrame } from '../operations/frame.ts'
import { newId } from '../values/ids.ts'
import type { EventBus } from './bus.ts'
import { publisherOf } from './foreign.ts'

/** Copies what one module publishes from the log of its database to the bus. */
export type Relay = {
  /** Goes on to the tick. Not to be called again before it ends. */
  advance(tick: string, proceed: () => boolean): Promise<void>
  /** Forgets where it stands: another process may have gone on meanwhile. */
  forget(): void
  /** Stores a mark that moved past events of others. */
  store(): Promise<void>
}

export type RelayDependencies = Pick<ConsumerDependencies, 'units' | 'reader'> & {
  readonly module: string
  readonly bus: EventBus
  /** For the mark. Not the connection by which the log is read: that one knows no arrays. */
  readonly sql: Sql
}

/** Under which the mark of a module's relay is kept; no consumer has such a name, which begins with its module's. */
export function relayName(module: string): string {
  return `relay.${module}`
}

/**
 * The mark moves when the bus has the events for good: who is killed in between publishes them again with the same ids. It is a position
 * like a consumer's, so that the log is read once for all, and a relay that was stalled while another took over moves nothing back.
 */
export function createRelay({ module, bus, sql, units, reader }: RelayDependencies): Relay {
  const mark = createStanding({
    consumer: relayName(module),
    sql,
    inUnit: (_events, body) => {
      const frame = systemFrame(newId().replaceAll('-', ''))
      return units.runUnit('consumers', frame, (unit) => body(unit, frame))
    },
  })

  const advance = async (tick: string, proceed: () => boolean): Promise<void> => {
    while (proceed()) {
      const from = await mark.current()
      if (from.until === null && !isNewer(tick, from.snapshot)) return
      const { events, to } = await reader.after(from, tick)
      // what came from elsewhere lies in this log too, and is not sent round again
      const own = events.filter(({ name }) => publisherOf(name) === module)
      if (own.length === 0) {
        await mark.passOver(to, events.length)
        continue
      }
      await waitForDisk(sql)
      const copies = own.map(({ id, name, key, payload, traceId, occurredAt }) => ({
        ...{ id, name, key, payload, traceId },
        occurredAt: occurredAt.toISOString(),
      }))
      await bus.publish(module, copies)
      await mark.moveWith(to, own, async () => {})
    }
  }

  return {
    advance: async (tick, proceed) => {
      try {
        await advance(tick, proceed)
      } catch (error) {
        mark.forget()
        if (!(error instanceof Superseded)) throw error
      }
    },
    forget: mark.forget,
    store: mark.store,
  }
}

/**
 * What a consumer publishes is visible before it is on disk, and a crash of the server may undo it: then it is published anew with another
 * id. So nothing leaves before all that is visible is durable. Mostly it is; where not, an empty commit that waits takes it along.
 */
async function waitForDisk(sql: Sql): Promise<void> {
  await sql`
    select case when pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()
      then pg_logical_emit_message(true, 'merx', '') end`
}
