import type { EventType, PublishedEvent } from '../events/define.ts'
import { type LiveReader, live } from '../events/readers.ts'
import type { Credential } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { subscriptions, told } from './metrics.ts'
import type { EventNotice, Notice } from './notice.ts'
import { createRecent } from './recent.ts'
import type { AnyTopic, Opened, Subscriber } from './topic.ts'

/** Who wants to follow what. */
export type Wish = {
  /** `cart`, `stock:<variantId>`. */
  readonly topic: string
  /** A token for this topic; the caller's own stand in the frame. */
  readonly token?: string | undefined
  /** The last event of this topic that the subscriber has seen. */
  readonly after?: string | undefined
}

/** Called in order; the same notice is handed to all who follow a topic. It must not throw. */
export type Hear = (notice: Notice) => void

export type Subscription = { leave(): void }

export type NotJoined = 'unknown_topic' | 'not_admitted'

/** Tells subscribers in this process what the log brings. */
export type Live = {
  readonly topics: readonly AnyTopic[]
  /** Follows a topic as the caller of the frame. `hear` is told that it joined before this resolves. */
  subscribe(wish: Wish, frame: Frame, hear: Hear): Promise<Subscription | NotJoined>
}

export type Hub = Live & {
  /** Reads the events of topics that the chosen modules publish: an event is to reach the hub by one log. */
  readers(chosen: (module: string) => boolean): readonly LiveReader[]
  /** Something may have been missed: everybody is told to look anew. */
  lose(): void
}

export type HubOptions = {
  readonly topics: readonly AnyTopic[]
  readonly dispatch: (operation: AnyOperation, input: unknown, frame: Frame) => Promise<unknown>
  /** How many notices are kept for those who come back. */
  readonly recent?: number
}

export function createHub({ topics, dispatch, recent: capacity = 10_000 }: HubOptions): Hub {
  const named = byName(topics)
  const recent = createRecent(capacity)
  const channels = new Map<string, Set<Hear>>()
  /** The topic of each channel as subscribers call it. */
  const called = (topic: AnyTopic, key: string): string => (topic.of ? `${topic.name}:${key}` : topic.name)

  const join = (channel: string, hear: Hear): Subscription => {
    // a subscriber may follow twice: each has a place of its own
    const one: Hear = (notice) => hear(notice)
    const members = channels.get(channel) ?? new Set()
    channels.set(channel, members.add(one))
    subscriptions.inc()
    return {
      leave: () => {
        if (!members.delete(one)) return
        subscriptions.dec()
        if (members.size === 0 && channels.get(channel) === members) channels.delete(channel)
      },
    }
  }

  const publish = (topic: AnyTopic, event: PublishedEvent): void => {
    const { key, kind, state } = topic.tell(event)
    const notice: EventNotice = { type: 'event', topic: called(topic, key), id: event.id, kind, ...stateOf(state) }
    const channel = `${topic.name}:${key}`
    if (!recent.add(channel, notice)) return
    for (const hear of channels.get(channel) ?? []) hear(notice)
    told.inc()
  }

  return {
    topics,
    subscribe: async ({ topic: name, token, after }, frame, hear) => {
      const found = readName(named, name)
      if (!found) return 'unknown_topic'
      const { topic, of } = found
      // what happens while the topic is opened is told after it, so that no state hides a later event
      const before = recent.head()
      const opened = await topic.open(subscriberOf(dispatch, shows(frame, topic.token, token)), of)
      if (!opened) return 'not_admitted'
      const channel = `${topic.name}:${opened.key}`
      const from = after === undefined ? undefined : recent.after(channel, after)
      const missed = recent.since(channel, from ?? before)
      const subscription = join(channel, hear)
      hear(firstNotice(called(topic, opened.key), { opened, after, resumed: from !== undefined, lost: !missed }))
      for (const notice of missed ?? []) hear(notice)
      return subscription
    },
    readers: (chosen) => {
      const names = new Map<string, AnyTopic[]>()
      const on = new Map<string, EventType>()
      for (const topic of topics) {
        for (const type of topic.on.filter(({ name }) => chosen(publisher(name)))) {
          on.set(type.name, type)
          names.set(type.name, [...(names.get(type.name) ?? []), topic])
        }
      }
      const reader = live({
        on: [...on.values()],
        byLogAlone: true,
        handle: (_ctx, events) => {
          for (const event of events) for (const topic of names.get(event.name) ?? []) publish(topic, event)
        },
      })
      return on.size > 0 ? [reader] : []
    },
    lose: () => {
      recent.clear()
      for (const [channel, members] of channels) {
        const topic = named.get(channel.slice(0, channel.indexOf(':')))
        if (!topic) continue
        const notice: Notice = { type: 'resync', topic: called(topic, channel.slice(topic.name.length + 1)) }
        for (const hear of members) hear(notice)
      }
    },
  }
}

function byName(topics: readonly AnyTopic[]): ReadonlyMap<string, AnyTopic> {
  const named = new Map<string, AnyTopic>()
  for (const topic of topics) {
    if (named.has(topic.name)) throw new Error(`Two topics are named '${topic.name}'`)
    named.set(topic.name, topic)
  }
  return named
}

function readName(
  named: ReadonlyMap<string, AnyTopic>,
  text: string,
): { readonly topic: AnyTopic; readonly of: unknown } | undefined {
  const colon = text.indexOf(':')
  const topic = named.get(colon < 0 ? text : text.slice(0, colon))
  if (!topic) return undefined
  if (!topic.of) return colon < 0 ? { topic, of: undefined } : undefined
  const of = topic.of.safeParse(colon < 0 ? undefined : text.slice(colon + 1))
  return of.success ? { topic, of: of.data } : undefined
}

function publisher(eventName: string): string {
  return eventName.slice(0, eventName.indexOf('.'))
}

/** The frame of a subscriber, with the token that he showed for this topic. */
export function shows(frame: Frame, credential: Credential | undefined, token: string | undefined): Frame {
  if (credential === undefined || token === undefined) return frame
  return { ...frame, credentials: { ...frame.credentials, [credential]: token } }
}

function subscriberOf(dispatch: HubOptions['dispatch'], frame: Frame): Subscriber {
  const call = (operation: AnyOperation, input: unknown) => dispatch(operation, input, frame)
  return {
    credential: (kind) => frame.credentials[kind],
    // the answer is what the operation declares: dispatch runs it
    call: call as unknown as Subscriber['call'],
  }
}

type First = {
  readonly opened: Opened<unknown>
  readonly after: string | undefined
  readonly resumed: boolean
  readonly lost: boolean
}

function firstNotice(topic: string, { opened, after, resumed, lost }: First): Notice {
  if (resumed && !lost) return { type: 'joined', topic, resumed: true }
  const isBehind = lost || after !== undefined
  return isBehind
    ? { type: 'resync', topic, ...stateOf(opened.state) }
    : { type: 'joined', topic, resumed: false, ...stateOf(opened.state) }
}

function stateOf(state: unknown): { readonly state?: unknown } {
  return state === undefined ? {} : { state }
}
