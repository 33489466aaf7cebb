import type { Pool } from '../database/connect.ts'
import type { FreeContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { type BackOff, waitAfter } from './back-off.ts'
import { endLeasesOfOthers, type LeasedDelivery, leaseDeliveries, markFailed, markSent } from './deliveries.ts'
import { describeFault } from './fault.ts'
import type { DeliveryType } from './readers.ts'

/** Sends what units of work recorded, several at once, each outside any transaction. */
export type DeliveryWorker = {
  /** Takes over what a leader before had in hand. */
  takeOver(): Promise<void>
  /** Leases what is due and begins to send it. Not to be called again before it ends. */
  advance(proceed: () => boolean): Promise<void>
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>
}

export type DeliveryDependencies = {
  readonly types: ReadonlyMap<string, { readonly module: string; readonly type: DeliveryType<unknown> }>
  readonly sql: Pool
  readonly free: (frame: Frame, module: string) => FreeContext
  readonly backOff: BackOff
  readonly log: Log
  /** Called when a place has become free. */
  readonly onFree: () => void
}

const atOnce = 8
// a send that takes longer counts as failed well before its lease ends, so that no two senders have one delivery in hand
const sendTimeout = 60_000
const leaseTime = 90_000

export function createDeliveryWorker({ types, sql, free, backOff, log, onFree }: DeliveryDependencies): DeliveryWorker {
  const holder = newId()
  const names = [...types.keys()]
  const sending = new Set<Promise<void>>()

  const send = async (delivery: LeasedDelivery): Promise<void> => {
    try {
      const known = types.get(delivery.type)
      if (!known) throw new Error(`No module delivers '${delivery.type}'`)
      const ctx = free(systemFrame(delivery.traceId ?? newId().replaceAll('-', '')), known.module)
      const { id, attempts: attempt, payload } = delivery
      await inTime(known.type.send(ctx, { id, attempt, payload }))
    } catch (error) {
      const retryIn = delivery.attempts < backOff.tries ? waitAfter(delivery.attempts, backOff) : undefined
      const about = { err: error, delivery: delivery.id, type: delivery.type, attempts: delivery.attempts }
      if (retryIn === undefined) log.error(about, 'a delivery failed for the last time and is dead')
      else log.warn(about, 'a delivery failed and is tried again')
      await markFailed(sql, { holder, delivery, error: describeFault(error), retryIn })
      return
    }
    await markSent(sql, { holder, delivery })
  }

  const begin = (delivery: LeasedDelivery): void => {
    const one = send(delivery)
      // the row could not be written: the lease ends and the delivery is repeated
      .catch((error: unknown) =>
        log.error({ err: error, delivery: delivery.id }, 'the end of a delivery could not be recorded'),
      )
      .finally(() => {
        sending.delete(one)
        onFree()
      })
    sending.add(one)
  }

  return {
    takeOver: () => endLeasesOfOthers(sql, holder),
    advance: async (proceed) => {
      if (names.length === 0) return
      while (proceed() && sending.size < atOnce) {
        const limit = atOnce - sending.size
        const leased = await leaseDeliveries(sql, { holder, types: names, limit, milliseconds: leaseTime })
        for (const delivery of leased) begin(delivery)
        if (leased.length < limit) return
      }
    },
    idle: async () => {
      while (sending.size > 0) await Promise.all(sending)
    },
  }
}

async function inTime(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Sending took longer than ${sendTimeout / 1_000} s`)), sendTimeout)
  })
  try {
    await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}
