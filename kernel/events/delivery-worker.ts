import type { Pool } from '../database/connect.ts'
import type { FreeContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { newId } from '../values/ids.ts'
import { type BackOff, waitAfter } from './back-off.ts'
import { giveBack, type LeasedDelivery, leaseDeliveries, markFailed, markSent, renewDelivery } from './deliveries.ts'
import { describeFault } from './fault.ts'
import { keepLease } from './lease.ts'
import type { DeliveryType } from './readers.ts'
import type { SendingLimits } from './settings.ts'

/** Sends what units of work recorded, several at once, each outside any transaction. */
export type DeliveryWorker = {
  /** Leases what is due and begins to send it. Not to be called again before it ends. */
  advance(proceed: () => boolean): Promise<void>
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>
  /** Tells what is being sent to break off; what does is given back. */
  breakOff(): void
}

export type DeliveryDependencies = {
  readonly types: ReadonlyMap<string, { readonly module: string; readonly type: DeliveryType<unknown> }>
  readonly sql: Pool
  readonly free: (frame: Frame, module: string) => FreeContext
  readonly backOff: BackOff
  readonly limits: SendingLimits
  readonly log: Log
  /** Called when a place has become free. */
  readonly onFree: () => void
}

export function createDeliveryWorker(dependencies: DeliveryDependencies): DeliveryWorker {
  const { types, sql, limits, log, onFree } = dependencies
  const holder = newId()
  const names = [...types.keys()]
  const sending = new Set<Promise<void>>()
  const stopping = new AbortController()
  const send = createSender({ ...dependencies, holder, stopping: stopping.signal })

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
    advance: async (proceed) => {
      if (names.length === 0) return
      while (proceed() && sending.size < limits.atOnce) {
        const limit = limits.atOnce - sending.size
        const leased = await leaseDeliveries(sql, { holder, types: names, limit, milliseconds: limits.lease })
        for (const delivery of leased) begin(delivery)
        if (leased.length < limit) return
      }
    },
    idle: async () => {
      while (sending.size > 0) await Promise.all(sending)
    },
    breakOff: () => stopping.abort(new Error('The process stops')),
  }
}

type SenderDependencies = DeliveryDependencies & { readonly holder: string; readonly stopping: AbortSignal }

/** Sends one leased delivery and records how that ended. */
function createSender(dependencies: SenderDependencies): (delivery: LeasedDelivery) => Promise<void> {
  const { types, sql, free, limits, log, holder, stopping } = dependencies
  const backOffOf = ({ type }: LeasedDelivery) => types.get(type)?.type.backOff ?? dependencies.backOff

  const hand = async (delivery: LeasedDelivery, overdue: AbortController): Promise<void> => {
    const { id, attempts: attempt, payload, traceId } = delivery
    if (attempt > backOffOf(delivery).tries) throw new Error('The last try never came to an end: its sender was lost')
    const known = types.get(delivery.type)
    if (!known) throw new Error(`No module delivers '${delivery.type}'`)
    const ctx = free(systemFrame(traceId ?? newId().replaceAll('-', '')), known.module)
    const signal = AbortSignal.any([overdue.signal, stopping])
    await inTime(known.type.send(ctx, { id, attempt, payload, signal }), overdue, limits.timeout)
  }

  const recordFailure = async (delivery: LeasedDelivery, error: unknown): Promise<void> => {
    if (stopping.aborted) return giveBack(sql, { holder, delivery })
    const backOff = backOffOf(delivery)
    const retryIn = delivery.attempts < backOff.tries ? waitAfter(delivery.attempts, backOff) : undefined
    const about = { err: error, delivery: delivery.id, type: delivery.type, attempts: delivery.attempts }
    if (retryIn === undefined) log.error(about, 'a delivery failed for the last time and is dead')
    else log.warn(about, 'a delivery failed and is tried again')
    await markFailed(sql, { holder, delivery, error: describeFault(error), retryIn })
  }

  return async (delivery) => {
    const overdue = new AbortController()
    const letGo = keepLease({
      time: limits.lease,
      renew: () => renewDelivery(sql, { holder, delivery, milliseconds: limits.lease }),
      onLost: () => overdue.abort(new Error('The lease ended: somebody else may send it')),
      onError: (error) => log.warn({ err: error, delivery: delivery.id }, 'the lease of a delivery was not renewed'),
    })
    try {
      await hand(delivery, overdue)
    } catch (error) {
      return await recordFailure(delivery, error)
    } finally {
      letGo()
    }
    await markSent(sql, { holder, delivery })
  }
}

/** Waits for no longer than the time-out, whether or not the sender heeds its signal. */
async function inTime(sending: Promise<void>, overdue: AbortController, timeout: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`Sending took longer than ${timeout / 1_000} s`)
      overdue.abort(error)
      reject(error)
    }, timeout)
  })
  try {
    await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}
