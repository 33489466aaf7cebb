import { dropOldInboxPartitions, makeInboxPartitions } from '../bus/inbox-partitions.ts'
import { showReceiverLag } from '../bus/metrics.ts'
import type { Receiver } from '../bus/receiver.ts'
import type { Database } from '../database/connect.ts'
import type { Log } from '../telemetry/log.ts'
import { forgetSentDeliveries } from './deliveries.ts'
import type { EventLag } from './lag.ts'
import { showLag } from './metrics.ts'
import { dropOldPartitions, makePartitions } from './partitions.ts'
import { createPulse, type Pulse } from './pulse.ts'
import type { LogSettings } from './settings.ts'

export type UpkeepDependencies = {
  readonly database: Database
  readonly leads: () => boolean
  readonly lag: () => Promise<EventLag>
  readonly receiver: Receiver | undefined
  readonly settings: LogSettings
  readonly log: Log
}

/** Keeps the log's tables as large as they need to be, and its metrics true. */
export function createUpkeep({ database, leads, lag, receiver, settings, log }: UpkeepDependencies): Pulse {
  const { clock } = database
  const { partitions, retentionDays: days } = settings

  const steps: Readonly<Record<string, () => Promise<unknown>>> = {
    'making partitions': () => makePartitions(clock, partitions),
    'dropping old partitions': () => dropOldPartitions(clock, { days }),
    'forgetting sent deliveries': () => forgetSentDeliveries(clock, { days, limit: 5_000 }),
    ...(receiver?.wanted && {
      'making partitions of the inbox': () => makeInboxPartitions(clock, { days, now: Date.now() }),
      'dropping old partitions of the inbox': () => dropOldInboxPartitions(clock, { days, now: Date.now() }),
    }),
  }

  // each by itself: one that has to wait for a lock round after round must not keep the others from being done
  const attempt = async (what: string, step: () => Promise<unknown>): Promise<void> => {
    try {
      await step()
    } catch (error) {
      log.error({ err: error, what }, 'a part of the upkeep of the event log failed; it is tried again')
    }
  }

  return createPulse({
    beat: async () => {
      await attempt('showing the lag', async () => showLag(await lag()))
      await attempt('showing the lag behind the bus', async () => showReceiverLag((await receiver?.lag()) ?? []))
      for (const [what, step] of Object.entries(steps)) if (leads()) await attempt(what, step)
    },
    onError: (error) => log.error({ err: error }, 'the upkeep of the event log failed'),
    atLeast: 1_000,
    atMost: settings.upkeep,
  })
}
