import { setTimeout as wait } from 'node:timers/promises'
import type { Behind, Followed, Following, Log } from '@merx/kernel'
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import type { Connection, Reached } from './connection.ts'
import { createHeld, type Held } from './held.ts'
import { ackWait, ensureConsumer, ensureStream, mostHeld, type StreamSettings } from './streams.ts'
import { type Subjects, token } from './subjects.ts'

export type FollowOptions = Omit<Following, 'modules'> & {
  readonly module: string
  readonly connection: Connection
  readonly subjects: Subjects
  readonly settings: StreamSettings
  readonly log: Log
}

/** Milliseconds between two tries, of a batch that was not taken or of a stream that cannot be followed. */
const retry = { first: 50, longest: 2_000 }

/** Follows one stream until it is left. When the broker has lost it or the reading of it, both are made anew. */
export async function followStream(options: FollowOptions): Promise<Followed> {
  const { module, connection, log } = options
  const leave = new AbortController()
  const leaving = AbortSignal.any([leave.signal, connection.closed])
  const open = async () => openReading(options, await connection.reached(), leaving)
  const first = await open()

  const keepReading = async (): Promise<void> => {
    let reading: Reading | undefined = first
    while (!leaving.aborted) {
      try {
        reading ??= await open()
        await reading.ended
      } catch (error) {
        if (!leaving.aborted) log.warn({ err: error, module }, 'a stream of the bus is not followed; it is tried again')
        await wait(retry.longest, undefined, { signal: leaving }).catch(() => {})
      }
      reading = undefined
    }
  }
  const reading = keepReading()

  return {
    behind: async () => readBehind(options, await connection.reached()),
    leave: async () => {
      leave.abort()
      await reading
    },
  }
}

type Reading = { readonly ended: Promise<void> }

async function openReading(options: FollowOptions, { nc, js, jsm }: Reached, leaving: AbortSignal): Promise<Reading> {
  const { module, subjects, settings } = options
  const stream = subjects.stream(module)
  const name = token(options.name)
  await ensureStream(jsm, { name: stream, subjects: subjects.all(module) }, settings)
  const { ack_floor: taken } = await ensureConsumer(jsm, { stream, name }, settings)

  const held = createHeld(taken.stream_seq)
  const arrivals = createArrivals()
  const consumer = await js.consumers.get(stream, name)
  const messages = await consumer.consume({
    max_messages: mostHeld,
    expires: 10_000,
    idle_heartbeat: 2_000,
    // else it would wait for the reading to come back from where it began
    abort_on_missing_resource: true,
    callback: (message) => {
      held.add(message)
      arrivals.tell()
    },
  })
  const nothingElsewhere = async (): Promise<boolean> => {
    // counted before: what comes meanwhile may come in the place of what is missing
    const { size } = held
    return (await consumer.info()).num_ack_pending === size
  }
  const ended = work({ ...options, messages, held, arrivals, nothingElsewhere, leaving }).finally(async () => {
    await messages.close()
    if (nc.isClosed()) return
    held.release()
    await nc.flush()
  })
  // awaited later
  ended.catch(() => {})
  return { ended }
}

type Work = FollowOptions & {
  readonly messages: ConsumerMessages
  readonly held: Held
  readonly arrivals: Arrivals
  /** Whether all that is given and not acknowledged is held here. */
  readonly nothingElsewhere: () => Promise<boolean>
  readonly leaving: AbortSignal
}

/** Hands on what arrives until it is left or the reading ends. */
async function work({ messages, held, arrivals, nothingElsewhere, leaving, ...options }: Work): Promise<void> {
  const ending = new AbortController()
  const ended = AbortSignal.any([leaving, ending.signal])
  void messages.closed().then(() => ending.abort())
  ended.addEventListener('abort', arrivals.tell)
  const working = setInterval(() => {
    if (!ended.aborted) held.working()
  }, ackWait / 3)
  try {
    while (!ended.aborted) {
      const batch = await held.next(nothingElsewhere)
      if (batch.length > 0) {
        if (await handOn(batch, options, ended)) held.done(batch)
      } else if (held.size > 0) {
        // what is missing was given to somebody who is gone, and comes when its time is up
        await wait(retry.first)
      } else {
        await arrivals.next()
      }
    }
  } finally {
    clearInterval(working)
  }
}

/** Returns whether the batch was taken; it is given again and again, until the end. */
async function handOn(
  batch: readonly JsMsg[],
  { names, subjects, receive }: Pick<FollowOptions, 'names' | 'subjects' | 'receive'>,
  ended: AbortSignal,
): Promise<boolean> {
  const wanted = batch.filter(({ subject }) => names.includes(subjects.eventName(subject))).map(read)
  if (wanted.length === 0) return true
  for (let pause = retry.first; ; pause = Math.min(2 * pause, retry.longest)) {
    try {
      await receive(wanted)
      return true
    } catch {
      // who receives has told why
      await wait(pause, undefined, { signal: ended }).catch(() => {})
      if (ended.aborted) return false
    }
  }
}

/** What was published; as text where it is no JSON. */
export function read(message: Pick<JsMsg, 'string'>): unknown {
  const text = message.string()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function readBehind({ module, name, subjects }: FollowOptions, { jsm }: Reached): Promise<Behind> {
  const stream = subjects.stream(module)
  const { num_pending, num_ack_pending, ack_floor } = await jsm.consumers.info(stream, token(name))
  const events = num_pending + num_ack_pending
  if (events === 0) return { events, seconds: 0 }
  // deleted meanwhile, or too old
  const oldest = await jsm.streams.getMessage(stream, { seq: ack_floor.stream_seq + 1 }).catch(() => null)
  return { events, seconds: oldest ? Math.max(0, (Date.now() - oldest.time.getTime()) / 1_000) : 0 }
}

type Arrivals = {
  tell(): void
  /** Resolves when something has arrived since it last did. */
  next(): Promise<void>
}

function createArrivals(): Arrivals {
  let told = Promise.withResolvers<void>()
  return {
    tell: () => told.resolve(),
    next: async () => {
      await told.promise
      told = Promise.withResolvers<void>()
    },
  }
}
