import { setTimeout as wait } from 'node:timers/promises'
import type { Behind, Followed, Following, Log } from '@merx/kernel'
import type { Consumer, Message, MessagesStream } from '@platformatic/kafka'
import { readMessage } from './message.ts'

type TextConsumer = Consumer<string, string, string, string>
type TextMessage = Message<string, string, string, string>
type TextStream = MessagesStream<string, string, string, string>

export type FollowOptions = Pick<Following, 'names' | 'receive'> & {
  readonly topics: string[]
  /** Of the group that carries the name of the following. */
  readonly consumer: TextConsumer
  readonly log: Log
}

const mostAtOnce = 500

/** Milliseconds between two tries of a batch that was not taken. */
const retry = { first: 50, longest: 2_000 }

/** Follows topics as a member of a group until it is left: each partition has one reader of the group at a time. */
export async function followTopics({ topics, consumer, names, receive, log }: FollowOptions): Promise<Followed> {
  const leaving = new AbortController()
  const open = () => consumer.consume({ topics, mode: 'committed', fallbackMode: 'earliest', autocommit: false })
  let stream = await open()
  let oldest = Date.now()

  /** Returns whether the batch was taken; it is given again and again, until the following is left. */
  const handOn = async (batch: readonly TextMessage[]): Promise<boolean> => {
    const wanted = batch.filter(({ headers }) => names.includes(headers.get('name') ?? ''))
    for (let pause = retry.first; wanted.length > 0; pause = Math.min(2 * pause, retry.longest)) {
      try {
        await receive(wanted.map(({ value }) => readMessage(value)))
        return true
      } catch {
        // who receives has told why
        await wait(pause, undefined, { signal: leaving.signal }).catch(() => {})
        if (leaving.signal.aborted) return false
      }
    }
    return true
  }

  const readOn = async (): Promise<void> => {
    for await (const batch of batchesOf(stream)) {
      oldest = Number(batch[0]?.timestamp ?? Date.now())
      if (!(await handOn(batch))) return
      // the last of each partition acknowledges those before it
      for (const message of new Map(batch.map((one) => [`${one.topic} ${one.partition}`, one])).values())
        await message.commit()
      if (leaving.signal.aborted) return
    }
  }

  const reading = (async () => {
    while (!leaving.signal.aborted) {
      try {
        await readOn()
      } catch (error) {
        if (leaving.signal.aborted) return
        log.warn({ err: error }, 'topics of the bus cannot be followed; it is tried again')
        await wait(retry.longest, undefined, { signal: leaving.signal }).catch(() => {})
        await stream.close().catch(() => {})
        stream = await open().catch(() => stream)
      }
    }
  })()

  return {
    behind: async (): Promise<Behind> => {
      const lags = await consumer.getLag({ topics })
      const events = [...lags.values()].flat().reduce((sum, lag) => sum + Math.max(0, Number(lag)), 0)
      return { events, seconds: events === 0 ? 0 : (Date.now() - oldest) / 1_000 }
    },
    leave: async () => {
      leaving.abort()
      await stream.close()
      await reading
      await consumer.close()
    },
  }
}

/** What has come, as soon as something has. */
async function* batchesOf(stream: TextStream): AsyncGenerator<readonly TextMessage[]> {
  for await (const first of stream) {
    const batch = [first]
    while (batch.length < mostAtOnce) {
      const next = nextOf(stream)
      if (!next) break
      batch.push(next)
    }
    yield batch
  }
}

function nextOf(stream: TextStream): TextMessage | null {
  return stream.readableLength > 0 ? stream.read() : null
}
