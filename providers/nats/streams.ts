import {
  AckPolicy,
  type ConsumerInfo,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  type StreamInfo,
} from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'

/** How streams are made that are not there yet; one that is there stays as its operator wants it. */
export type StreamSettings = {
  readonly retentionDays: number
  /** Copies in a cluster. */
  readonly replicas: number
}

/** Messages that a follower has and has not acknowledged, at most. */
export const mostHeld = 500

/** Milliseconds after which a message is given to somebody else, unless its holder says that it is at work. */
export const ackWait = 5_000

const minute = 60_000
const day = 24 * 60 * minute

export async function ensureStream(
  jsm: JetStreamManager,
  { name, subjects }: { readonly name: string; readonly subjects: string },
  { retentionDays, replicas }: StreamSettings,
): Promise<StreamInfo> {
  const found = await unlessMissing(jsm.streams.info(name), JetStreamApiCodes.StreamNotFound)
  return (
    found ??
    jsm.streams.add({
      name,
      subjects: [subjects],
      max_age: nanos(retentionDays * day),
      // a relay that is killed and comes back; what it publishes again after that the inbox drops
      duplicate_window: nanos(10 * minute),
      num_replicas: replicas,
    })
  )
}

/** A reading of a stream that the broker remembers, from the beginning at first. */
export async function ensureConsumer(
  jsm: JetStreamManager,
  { stream, name }: { readonly stream: string; readonly name: string },
  { retentionDays }: StreamSettings,
): Promise<ConsumerInfo> {
  const found = await unlessMissing(jsm.consumers.info(stream, name), JetStreamApiCodes.ConsumerNotFound)
  return (
    found ??
    jsm.consumers.add(stream, {
      durable_name: name,
      deliver_policy: DeliverPolicy.All,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ackWait),
      max_ack_pending: mostHeld,
      max_deliver: -1,
      // of a home that is no more: all it had not taken is gone by then
      inactive_threshold: nanos(2 * retentionDays * day),
    })
  )
}

async function unlessMissing<T>(asked: Promise<T>, code: number): Promise<T | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === code) return undefined
    throw error
  }
}
