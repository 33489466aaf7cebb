import type { BusEvent, EventBus } from '@merx/kernel'
import { askTimeout, type Connection } from './connection.ts'
import { ensureStream, type StreamSettings } from './streams.ts'
import type { Subjects } from './subjects.ts'

/** How often the rest of a batch is sent. */
const attempts = 4

/**
 * Publishes all events of a batch at once. Each says which must be the last in the stream before it, its predecessor, so that one that fails
 * lets none after it through; a sequence number would not do, for when somebody else has written the numbers of later ones come true.
 * Those that were stored before are known by their ids for a while and stored once.
 */
export function createPublisher(
  connection: Connection,
  subjects: Subjects,
  settings: StreamSettings,
): EventBus['publish'] {
  // streams that are there, while nothing has gone wrong
  const there = new Set<string>()

  const prepare = async (module: string): Promise<void> => {
    if (there.has(module)) return
    const { jsm } = await connection.reached()
    await ensureStream(jsm, { name: subjects.stream(module), subjects: subjects.all(module) }, settings)
    there.add(module)
  }

  /** Returns which was the first that failed, and its error. */
  const put = async (module: string, events: readonly BusEvent[]): Promise<Failed | undefined> => {
    const { js } = await connection.reached()
    const answers = await Promise.allSettled(
      events.map((event, place) => {
        const predecessor = events[place - 1]
        return js.publish(subjects.subject(event), JSON.stringify(event), {
          msgID: event.id,
          timeout: askTimeout,
          expect: { streamName: subjects.stream(module), ...(predecessor && { lastMsgID: predecessor.id }) },
        })
      }),
    )
    const at = answers.findIndex(({ status }) => status === 'rejected')
    const answer = answers[at]
    return answer?.status === 'rejected' ? { at, error: answer.reason } : undefined
  }

  return async (module, events) => {
    let rest = events
    for (let attempt = 1; rest.length > 0; attempt += 1) {
      await prepare(module)
      const failed = await put(module, rest)
      if (!failed) return
      there.delete(module)
      // the predecessor is stored, whether or not it is still the last
      rest = rest.slice(failed.at)
      if (attempt === attempts) throw failed.error
    }
  }
}

type Failed = { readonly at: number; readonly error: unknown }
