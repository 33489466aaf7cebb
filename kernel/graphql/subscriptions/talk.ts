import type { ExecutionResult } from 'graphql'
import { credentialHeaders } from '../../http/credentials.ts'
import { failureOf } from '../../http/failure.ts'
import type { Guard } from '../../http/guard.ts'
import type { Visits } from '../../http/visit.ts'
import { createAdmission } from '../../live/admission.ts'
import type { LiveLimits } from '../../live/limits.ts'
import { openLine } from '../../live/line.ts'
import { messages } from '../../live/metrics.ts'
import type { Client, Talk } from '../../live/sockets.ts'
import type { Frame } from '../../operations/frame.ts'
import type { Log } from '../../telemetry/log.ts'
import { fieldError, GraphqlFault, rejectionOf } from '../fault.ts'
import { requestOf } from '../request.ts'
import type { FollowDocument } from './follow.ts'
import { alreadyExists, type ClientMessage, endings, protocol, readMessage } from './message.ts'

export type TalkOptions = {
  readonly follow: FollowDocument
  readonly visits: Visits
  readonly guard: Guard
  readonly limits: LiveLimits
  readonly log: Log
}

/** One thing that a client follows, from when it asks until it has been told that it is over. */
type Followed = { updates?: AsyncGenerator<ExecutionResult, void, undefined>; isLeft: boolean }

const received = messages.labels('received')

/** Speaks `graphql-transport-ws` with clients. */
export function createTalk(options: TalkOptions): Talk {
  return (socket, client) => {
    const { limits } = options
    const followed = new Map<string, Followed>()
    const line = openLine(socket, { limits, isOfUse: () => followed.size > 0 })
    let isIntroduced = false
    let frame: Frame | undefined
    const close = ([code, reason]: readonly [number, string]): void => line.close(code, reason)
    const say = (message: Readonly<Record<string, unknown>>): void => line.send(JSON.stringify(message))
    const following = createFollowing({ ...options, client, followed, say })

    const introduce = async (shown: Shown): Promise<void> => {
      if (isIntroduced) return close(endings.again)
      isIntroduced = true
      frame = await introduced(client, shown, options)
      if (frame) say({ type: 'connection_ack' })
      else close(endings.forbidden)
    }

    const subscribe = (wanted: Wanted): void => {
      if (!frame) close(endings.unauthorized)
      else if (followed.has(wanted.id)) close(alreadyExists(wanted.id))
      else void following.begin(wanted, frame)
    }

    const obey = (message: ClientMessage): void => {
      switch (message.type) {
        case 'connection_init':
          void introduce(message.payload ?? {})
          break
        case 'subscribe':
          line.touch()
          subscribe(message)
          break
        case 'complete':
          line.touch()
          following.leave(message.id)
          break
        case 'ping':
          say({ type: 'pong', ...(message.payload && { payload: message.payload }) })
          break
        case 'pong':
      }
    }

    if (socket.protocol !== protocol) close(endings.otherProtocol)
    const late = setTimeout(() => isIntroduced || close(endings.late), limits.idle).unref()
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      received.inc()
      const message = readMessage(data, isBinary)
      if (message) obey(message)
      else close(endings.malformed)
    })
    socket.on('close', () => {
      clearTimeout(late)
      for (const id of [...followed.keys()]) following.leave(id)
    })
    return line
  }
}

type FollowingOptions = TalkOptions & {
  readonly client: Client
  readonly followed: Map<string, Followed>
  readonly say: (message: Readonly<Record<string, unknown>>) => void
}

/** What one connection follows. */
function createFollowing({ follow, guard, limits, log, client, followed, say }: FollowingOptions) {
  const admit = createAdmission(guard, limits)

  const leave = (id: string): void => {
    const one = followed.get(id)
    if (!one) return
    one.isLeft = true
    followed.delete(id)
    // what is still being opened is left as soon as it is open
    void one.updates?.return()
  }

  const tell = async (one: Followed, { id, payload }: Wanted, frame: Frame): Promise<void> => {
    const { readsOnly: _, ...request } = requestOf(payload, { readsOnly: false })
    const updates = await follow(request, { frame, address: client.address, admit })
    one.updates = updates
    if (one.isLeft) await updates.return()
    for await (const { data = null, errors } of updates) {
      if (one.isLeft) return
      const failed = errors?.map((error) => fieldError(error, frame, log))
      say({ id, type: 'next', payload: { data, ...(failed && { errors: failed }) } })
    }
  }

  return {
    leave,
    begin: async (wanted: Wanted, frame: Frame): Promise<void> => {
      const { id } = wanted
      const one: Followed = { isLeft: false }
      const isFull = followed.size >= limits.topics
      followed.set(id, one)
      try {
        if (isFull)
          throw new GraphqlFault('too_many_subscriptions', 'A connection follows no more than it does already.')
        await tell(one, wanted, frame)
      } catch (error) {
        if (one.isLeft) return
        leave(id)
        say({ id, type: 'error', payload: rejectionOf(error, frame, log).body.errors })
      }
    },
  }
}

type Wanted = Extract<ClientMessage, { type: 'subscribe' }>

/** What a client shows with its first message. */
type Shown = Readonly<Record<string, unknown>>

const shownNames: readonly string[] = ['authorization', credentialHeaders.cart, credentialHeaders.order]

/**
 * A browser cannot send headers with a WebSocket, so a client may show with its first message what it would show there. None where that
 * is nothing to be let in with.
 */
async function introduced(
  { arrival, frame }: Client,
  shown: Shown,
  { visits, log }: TalkOptions,
): Promise<Frame | undefined> {
  const headers = Object.entries(shown).flatMap(([name, value]) =>
    shownNames.includes(name.toLowerCase()) && typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
  )
  if (headers.length === 0) return frame
  try {
    const { caller, credentials } = await visits({
      ...arrival,
      headers: { ...arrival.headers, ...Object.fromEntries(headers) },
    })
    return { ...frame, caller, credentials }
  } catch (error) {
    // a token that is none is no news, a database that is away is
    failureOf(error, frame, log)
    return undefined
  }
}
