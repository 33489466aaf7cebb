import type { WebSocket } from 'ws'
import type { Guard } from '../http/guard.ts'
import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { createAdmission } from './admission.ts'
import type { Live, Subscription } from './hub.ts'
import type { LiveLimits } from './limits.ts'
import { type Connection, openLine } from './line.ts'
import { type ClientMessage, errorText, type LiveError, readMessage } from './message.ts'
import { messages } from './metrics.ts'
import type { Notice } from './notice.ts'

export type ConnectionOptions = {
  readonly live: Live
  readonly frame: Frame
  readonly guard: Pick<Guard, 'begin' | 'end'>
  readonly limits: LiveLimits
  readonly log: Log
}

/** Serialised once for all who hear the same notice. */
const texts = new WeakMap<Notice, string>()

const received = messages.labels('received')

/** One client: what it asks is done in its order, what it follows is sent as it happens. */
export function openConnection(socket: WebSocket, { live, frame, guard, limits, log }: ConnectionOptions): Connection {
  const topics = new Map<string, Subscription>()
  const waiting: ClientMessage[] = []
  const admit = createAdmission(guard, limits)
  const line = openLine(socket, { limits, isOfUse: () => topics.size > 0 })
  let busy = false
  let malformed = 0

  const hear = (notice: Notice): void => {
    const text = texts.get(notice) ?? JSON.stringify(notice)
    texts.set(notice, text)
    line.send(text)
  }

  const subscribe = async (wish: Extract<ClientMessage, { type: 'subscribe' }>): Promise<LiveError | undefined> => {
    const known = topics.get(wish.topic)
    if (!known && topics.size >= limits.topics) return 'too_many_topics'
    try {
      return await admit(() => follow(wish))
    } catch (error) {
      log.error({ err: error, requestId: frame.requestId, traceId: frame.traceId }, 'a topic could not be opened')
      return 'internal'
    }
  }

  const follow = async (wish: Extract<ClientMessage, { type: 'subscribe' }>): Promise<LiveError | undefined> => {
    leave(wish.topic)
    const subscription = await live.subscribe(wish, frame, hear)
    if (typeof subscription === 'string') return subscription
    // it may have gone while it was let in
    if (line.isOpen()) topics.set(wish.topic, subscription)
    else subscription.leave()
    return undefined
  }

  const leave = (topic: string): void => {
    topics.get(topic)?.leave()
    topics.delete(topic)
  }

  const obey = async (message: ClientMessage): Promise<void> => {
    switch (message.type) {
      case 'ping':
        return line.send('{"type":"pong"}')
      case 'unsubscribe':
        leave(message.topic)
        break
      case 'subscribe': {
        const trouble = await subscribe(message)
        if (trouble) line.send(errorText(trouble, message.topic))
      }
    }
    line.touch()
  }

  const work = async (): Promise<void> => {
    if (busy) return
    busy = true
    for (let next = waiting.shift(); next && line.isOpen(); next = waiting.shift()) await obey(next)
    busy = false
  }

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    received.inc()
    const message = readMessage(data, isBinary)
    if (!message) {
      malformed += 1
      if (malformed > limits.malformed) return line.end('misused', 'malformed messages')
      return line.send(errorText('malformed_message'))
    }
    if (waiting.length >= limits.waiting) return line.end('misused', 'too many messages')
    waiting.push(message)
    void work()
  })
  socket.on('close', () => {
    waiting.length = 0
    for (const topic of [...topics.keys()]) leave(topic)
  })

  return line
}
