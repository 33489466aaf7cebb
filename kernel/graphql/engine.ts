import type { GraphQLSchema } from 'graphql'
import type { Guard } from '../http/guard.ts'
import type { Throttle } from '../http/limits.ts'
import type { Perform, Served } from '../http/perform.ts'
import type { Live } from '../live/hub.ts'
import type { CallTools } from './create-call.ts'
import { createDocuments } from './documents.ts'
import { createExecuteDocument, type ExecuteDocument } from './execute.ts'
import { createInvoke } from './invoke.ts'
import type { GraphqlSettings } from './settings.ts'
import { createFollowDocument, type FollowDocument } from './subscriptions/follow.ts'

export type EngineOptions = {
  readonly served: Pick<Served, 'dispatch' | 'denials' | 'development' | 'log' | 'answers'>
  readonly live: Live | undefined
  readonly perform: Pick<Perform, 'kept'>
  readonly guard: Guard
  readonly throttle: Throttle | undefined
  readonly settings: GraphqlSettings
}

export type Engine = {
  readonly execute: ExecuteDocument
  /** Absent where nothing can be followed. */
  readonly follow: FollowDocument | undefined
}

/** What runs documents against a schema, whether of the whole shop or of a subgraph. */
export function createEngine(schema: GraphQLSchema, options: EngineOptions): Engine {
  const { served, live, perform, guard, throttle, settings } = options
  const documents = createDocuments({
    schema,
    introspection: settings.MERX_GRAPHQL_INTROSPECTION ?? served.development,
    maxDocuments: settings.MERX_GRAPHQL_MAX_DOCUMENTS,
    limits: {
      tokens: settings.MERX_GRAPHQL_MAX_TOKENS,
      depth: settings.MERX_GRAPHQL_MAX_DEPTH,
      aliases: settings.MERX_GRAPHQL_MAX_ALIASES,
      cost: settings.MERX_GRAPHQL_MAX_COST,
    },
  })
  const tools: CallTools = { invoke: createInvoke(served, guard), perform, throttle }
  return {
    execute: createExecuteDocument(documents, { ...tools, answers: served.answers, log: served.log }),
    follow: live && schema.getSubscriptionType() ? createFollowDocument(documents, { ...tools, live }) : undefined,
  }
}
