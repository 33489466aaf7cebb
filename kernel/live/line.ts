import type { WebSocket } from 'ws'
import type { LiveLimits } from './limits.ts'
import { closed, messages } from './metrics.ts'

/** Why the server ends a connection, and the close code that says so. */
const endings = { restart: 1012, misused: 1008, idle: 4408, too_slow: 4413 } as const

/** An open connection, as the process looks after it. */
export type Connection = {
  /** Looks after the connection: is anybody there, is it of use, is it old. */
  beat(now: number): void
  /** Tells the client to come back, to this process or another one. */
  sendAway(): void
  terminate(): void
}

/** The socket of a client, whatever is spoken on it. */
export type Line = Connection & {
  isOpen(): boolean
  send(text: string): void
  end(why: keyof typeof endings, reason?: string): void
  /** Ends it with a code of the protocol that is spoken on it. */
  close(code: number, reason: string): void
  /** The client did something. */
  touch(): void
}

export type LineOptions = {
  readonly limits: LiveLimits
  /** Whether the client follows anything. */
  readonly isOfUse: () => boolean
}

const sent = messages.labels('sent')

export function openLine(socket: WebSocket, { limits, isOfUse }: LineOptions): Line {
  const opened = Date.now()
  // spread out, so that those who came together do not leave together
  const dies = opened + limits.age * (0.75 + Math.random() / 2)
  let answers = true
  let idleSince = opened

  const isOpen = (): boolean => socket.readyState === socket.OPEN
  const leave = (code: number, { reason, why }: { readonly reason: string; readonly why: string }): void => {
    if (!isOpen()) return
    closed.inc({ reason: why })
    socket.close(code, reason)
    setTimeout(() => socket.terminate(), limits.farewell).unref()
  }
  const end: Line['end'] = (why, reason = why) => leave(endings[why], { reason, why })
  const sendAway = (): void => end('restart', `retry=${Math.round(Math.random() * limits.spread)}`)

  socket.on('pong', () => {
    answers = true
  })
  // a frame that breaks the protocol: the socket closes itself with the code that fits
  socket.on('error', () => {})

  return {
    isOpen,
    end,
    close: (code, reason) => leave(code, { reason, why: 'misused' }),
    sendAway,
    touch: () => {
      idleSince = Date.now()
    },
    send: (text) => {
      if (!isOpen()) return
      // a client that does not read must not hold in memory what it does not take
      if (socket.bufferedAmount > limits.unread) {
        end('too_slow')
        return
      }
      sent.inc()
      socket.send(text)
    },
    terminate: () => socket.terminate(),
    beat: (now) => {
      if (!isOpen()) return
      if (!answers) {
        closed.inc({ reason: 'gone' })
        return socket.terminate()
      }
      if (now > dies) return sendAway()
      if (!isOfUse() && now - idleSince > limits.idle) return end('idle')
      answers = false
      socket.ping()
    },
  }
}
