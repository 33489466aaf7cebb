import type { LiveError, Notice } from '@merx/kernel/server'
import { createLine } from './live-line.ts'
import type { TopicContract } from './topic-contract.ts'

export type LiveEvent<Topic extends TopicContract> = Topic & { readonly id: string }

export type Following<Topic extends TopicContract> = {
  /** A token for this topic, for callers without cookies. */
  readonly token?: string
  /** How it stands, when following begins and when something may have been missed: what is shown is to be fetched anew. */
  readonly onFresh: (state: Topic['state'] | undefined) => void
  /** Something happened, each once and in order. */
  readonly onEvent: (event: LiveEvent<Topic>) => void
  /** It cannot be followed; it is not tried again until `renew`. */
  readonly onRefused?: (code: LiveError) => void
}

export type Live<Topics> = {
  /** Follows a topic until what is returned is called: `live.follow('stock:…', { onFresh, onEvent })`. */
  follow<Name extends keyof Topics & string>(topic: Name, following: Following<ContractIn<Topics, Name>>): () => void
  /** Begins anew with the cookies of now, after the caller was handed another token. */
  renew(): void
  /** Breaks the connection until `resume`; what was missed then comes after. */
  pause(): void
  resume(): void
}

type ContractIn<Topics, Name extends keyof Topics> = Topics[Name] extends TopicContract ? Topics[Name] : never

export type LiveOptions = {
  /** The shop's origin. */
  readonly baseUrl: string
}

type Followed = {
  readonly followers: Set<Following<TopicContract>>
  /** The last event seen: from there it goes on over another connection. */
  after: string | undefined
  /** Whether the answer to the subscription is still to come. */
  asked: boolean
}

/** What may be refused for the moment is asked again. */
const passing: readonly string[] = ['overloaded', 'internal']

/** Milliseconds within which clients ask again that were all told to at once. */
const spread = 2_000

/** Milliseconds for which a connection is kept that nobody wants: the next page may. */
const grace = 10_000

/** Follows topics over one connection, opened with the first and kept up: it comes back by itself and goes on where it was. */
export function createLive<Topics>({ baseUrl }: LiveOptions): Live<Topics> {
  const topics = new Map<string, Followed>()
  let leaving: ReturnType<typeof setTimeout> | undefined
  let isPaused = false

  const line = createLine({
    url: `${baseUrl.replace(/^http/, 'ws')}/api/v1/live`,
    onOpen: () => {
      for (const [topic, followed] of topics) ask(topic, followed)
    },
    onMessage: (message) => hear(message as Heard),
  })

  const ask = (topic: string, followed: Followed): void => {
    const token = [...followed.followers].find((one) => one.token !== undefined)?.token
    followed.asked = true
    line.say({ type: 'subscribe', topic, token, after: followed.after })
  }

  const askAnew = (topic: string): void => {
    const followed = topics.get(topic)
    if (!followed) return
    followed.after = undefined
    ask(topic, followed)
  }
  const askAnewSoon = (topic: string): void => void setTimeout(() => askAnew(topic), Math.random() * spread)

  const hear = (heard: Heard): void => {
    const followed = heard.topic === undefined ? undefined : topics.get(heard.topic)
    if (!followed || heard.topic === undefined) return
    const followers = [...followed.followers]
    switch (heard.type) {
      case 'event':
        followed.after = heard.id
        for (const one of followers) one.onEvent({ id: heard.id, kind: heard.kind, state: heard.state })
        break
      case 'resync':
        // told to all at the same time, and without a state
        if (followed.asked) for (const one of followers) one.onFresh(heard.state)
        else askAnewSoon(heard.topic)
        followed.asked = false
        break
      case 'joined':
        followed.asked = false
        if (!heard.resumed) for (const one of followers) one.onFresh(heard.state)
        break
      case 'error':
        if (passing.includes(heard.code)) askAnewSoon(heard.topic)
        else for (const one of followers) one.onRefused?.(heard.code)
    }
  }

  return {
    follow: (topic, following) => {
      const follower: Following<TopicContract> = { ...(following as unknown as Following<TopicContract>) }
      const followed = topics.get(topic) ?? { followers: new Set(), after: undefined, asked: false }
      followed.followers.add(follower)
      topics.set(topic, followed)
      clearTimeout(leaving)
      if (!isPaused) line.open()
      askAnew(topic)
      return () => {
        if (!followed.followers.delete(follower) || followed.followers.size > 0) return
        if (topics.get(topic) === followed) topics.delete(topic)
        line.say({ type: 'unsubscribe', topic })
        if (topics.size === 0) leaving = setTimeout(line.close, grace)
      }
    },
    renew: () => {
      for (const followed of topics.values()) followed.after = undefined
      if (topics.size > 0 && !isPaused) line.renew()
    },
    pause: () => {
      isPaused = true
      line.close()
    },
    resume: () => {
      isPaused = false
      if (topics.size > 0) line.open()
    },
  }
}

/** What the shop says on the line. */
type Heard =
  | Notice
  | { readonly type: 'error'; readonly code: LiveError; readonly topic?: string }
  | { readonly type: 'pong'; readonly topic?: undefined }
