import type { ExecutionResult } from 'graphql'
import { Fault } from '../../http/problem.ts'
import type { Admission } from '../../live/admission.ts'
import { type Live, type Subscription, shows } from '../../live/hub.ts'
import type { Notice } from '../../live/notice.ts'
import type { Frame } from '../../operations/frame.ts'
import { type CallTools, createCall } from '../create-call.ts'
import type { Documents } from '../documents.ts'
import type { GraphqlRequest } from '../execute.ts'
import { asError, GraphqlFault } from '../fault.ts'
import { createAtOnce } from './at-once.ts'
import type { SubscriptionCall } from './fields.ts'
import { createStream, type Stream, told } from './stream.ts'

/** Who follows. */
export type Follower = {
  readonly frame: Frame
  readonly address: string
  readonly admit: Admission
}

/** What a subscription tells, until whoever takes it returns it. Throws where it cannot be followed. */
export type FollowDocument = (
  request: Omit<GraphqlRequest, 'readsOnly'>,
  follower: Follower,
) => Promise<AsyncGenerator<ExecutionResult, void, undefined>>

export type FollowTools = CallTools & { readonly live: Live }

/** Updates of one client that wait; who is further behind is told to look anew. */
const longestWait = 20

/** Answers to updates that are made at the same time: however many follow one thing, the process works for those who buy. */
const answersAtOnce = 4

export function createFollowDocument(documents: Documents, { live, ...tools }: FollowTools): FollowDocument {
  const atOnce = createAtOnce(answersAtOnce)

  return async ({ variables, ...wanted }, { frame, address, admit }) => {
    const call = (of: Frame) => createCall(tools, { frame: { ...of, issued: new Map() }, address, takesKept: false })
    const listening = listen(live, frame)
    const result = await admit(async () => {
      const prepared = documents.prepare(wanted)
      if (prepared.kind !== 'subscription') {
        throw new GraphqlFault('subscriptions_only', 'Send queries and mutations as requests to this address.')
      }
      const opened = await prepared.open({ ...call(frame), follow: listening.follow }, variables)
      const { heard } = listening
      if (!heard) throw notOpened(opened)
      // each update is asked anew: what an earlier one found is no answer to it
      return told(heard.stream, (notice) => atOnce(async () => prepared.run(call(heard.frame), variables, notice)))
    })
    if (result === 'overloaded') throw new Fault('overloaded')
    return result
  }
}

type Heard = { readonly stream: Stream<Notice>; readonly frame: Frame }

/** Takes what the one field of a subscription follows. */
function listen(live: Live, frame: Frame) {
  let subscription: Subscription | undefined
  const listening: { heard: Heard | undefined; readonly follow: SubscriptionCall['follow'] } = {
    heard: undefined,
    follow: async (topic, wish) => {
      const stream = createStream<Notice>({
        longest: longestWait,
        instead: (latest) => ({ type: 'resync', topic: latest.topic }),
        onEnd: () => subscription?.leave(),
      })
      const joined = await live.subscribe(wish, frame, (notice) => {
        // who goes on from where he was knows how it stands
        if (notice.type !== 'joined' || !notice.resumed) stream.push(notice)
      })
      if (typeof joined === 'string') {
        throw new GraphqlFault('not_admitted', 'This is not open to the caller: show the token that belongs to it.')
      }
      subscription = joined
      listening.heard = { stream, frame: shows(frame, topic.token, wish.token) }
      return stream
    },
  }
  return listening
}

/** Why a document follows nothing: what its field threw, or variables that do not fit. */
function notOpened(result: object): unknown {
  const errors: readonly unknown[] = 'errors' in result && Array.isArray(result.errors) ? result.errors : []
  const found = errors.map(asError)
  const thrown = found.find(({ path }) => path)
  return thrown?.originalError ?? new GraphqlFault('invalid_variables', 'The variables do not fit the document.', found)
}
