import type { WebSocket } from 'ws'
import type { Guard } from '../http/guard.ts'
import type { Frame } from '../operations/frame.ts'
import { count, type Limit, type Pace } from '../shared/pace.ts'
import type { Log } from '../telemetry/log.ts'
import type { Live, Subscription } from './hub.ts'
import type { LiveLimits } from './limits.ts'
import { type ClientMessage, errorText, type LiveError, readMessage } from './message.ts'
import { closed, messages } from './metrics.ts'
import type { Notice } from './notice.ts'

/** Why the server ends a connection, and the close code that says so. */
const endings = { restart: 1012, misused: 1008, idle: 4408, too_slow: 4413 } as const

export type Connection = {
  /** Looks after the connection: is anybody there, is it of use, is it old. */
  beat(now: number): void
  /** Tells the client to come back, to this process or another one. */
  sendAway(): void
  terminate(): void
}

export type ConnectionOptions = {
  readonly live: Live
  readonly frame: Frame
  readonly guard: Pick<Guard, 'begin' | 'end'>
  readonly limits: LiveLimits
  readonly log: Log
}

/** Serialised once for all who hear the same notice. */
const texts = new WeakMap<Notice, string>()

const sent = messages.labels('sent')
const received = messages.labels('received')

/** One client: what it asks is done in its order, what it follows is sent as it happens. */
export function openConnection(socket: WebSocket, { live, frame, guard, limits, log }: ConnectionOptions): Connection {
  const topics = new Map<string, Subscription>()
  const waiting: ClientMessage[] = []
  const asking: Limit = { name: 'live', quota: limits.subscriptions, seconds: 60 }
  const pace: Pace = { full: 0 }
  const opened = Date.now()
  // spread out, so that those who came together do not leave together
  const dies = opened + limits.age * (0.75 + Math.random() / 2)
  let busy = false
  let malformed = 0
  let answers = true
  let idleSince = opened

  const isOpen = (): boolean => socket.readyState === socket.OPEN
  const end = (why: keyof typeof endings, reason: string = why): void => {
    if (!isOpen()) return
    closed.inc({ reason: why })
    socket.close(endings[why], reason)
    setTimeout(() => socket.terminate(), limits.farewell).unref()
  }
  const send = (text: string): void => {
    if (!isOpen()) return
    // a client that does not read must not hold in memory what it does not take
    if (socket.bufferedAmount > limits.unread) {
      end('too_slow')
      return
    }
    sent.inc()
    socket.send(text)
  }
  const sendAway = (): void => end('restart', `retry=${Math.round(Math.random() * limits.spread)}`)

  const hear = (notice: Notice): void => {
    const text = texts.get(notice) ?? JSON.stringify(notice)
    texts.set(notice, text)
    send(text)
  }

  const subscribe = async (wish: Extract<ClientMessage, { type: 'subscribe' }>): Promise<LiveError | undefined> => {
    const known = topics.get(wish.topic)
    if (!known && topics.size >= limits.topics) return 'too_many_topics'
    if (!count(asking, pace, Date.now()).allowed || !guard.begin()) return 'overloaded'
    try {
      leave(wish.topic)
      const subscription = await live.subscribe(wish, frame, hear)
      if (typeof subscription === 'string') return subscription
      // it may have gone while it was let in
      if (isOpen()) topics.set(wish.topic, subscription)
      else subscription.leave()
      return undefined
    } catch (error) {
      log.error({ err: error, requestId: frame.requestId, traceId: frame.traceId }, 'a topic could not be opened')
      return 'internal'
    } finally {
      guard.end()
    }
  }

  const leave = (topic: string): void => {
    topics.get(topic)?.leave()
    topics.delete(topic)
  }

  const obey = async (message: ClientMessage): Promise<void> => {
    switch (message.type) {
      case 'ping':
        return send('{"type":"pong"}')
      case 'unsubscribe':
        leave(message.topic)
        break
      case 'subscribe': {
        const trouble = await subscribe(message)
        if (trouble) send(errorText(trouble, message.topic))
      }
    }
    idleSince = Date.now()
  }

  const work = async (): Promise<void> => {
    if (busy) return
    busy = true
    for (let next = waiting.shift(); next && isOpen(); next = waiting.shift()) await obey(next)
    busy = false
  }

  socket.on('message', (data: Buffer, isBinary: boolean) => {
    received.inc()
    const message = readMessage(data, isBinary)
    if (!message) {
      malformed += 1
      if (malformed > limits.malformed) return end('misused', 'malformed messages')
      return send(errorText('malformed_message'))
    }
    if (waiting.length >= limits.waiting) return end('misused', 'too many messages')
    waiting.push(message)
    void work()
  })
  socket.on('pong', () => {
    answers = true
  })
  // a frame that breaks the protocol: the socket closes itself with the code that fits
  socket.on('error', () => {})
  socket.on('close', () => {
    waiting.length = 0
    for (const topic of [...topics.keys()]) leave(topic)
  })

  return {
    sendAway,
    terminate: () => socket.terminate(),
    beat: (now) => {
      if (!isOpen()) return
      if (!answers) {
        closed.inc({ reason: 'gone' })
        return socket.terminate()
      }
      if (now > dies) return sendAway()
      if (topics.size === 0 && now - idleSince > limits.idle) return end('idle')
      answers = false
      socket.ping()
    },
  }
}
