import type { FastifyReply } from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Endpoint } from '../http/endpoint.ts'
import type { Guard } from '../http/guard.ts'
import type { Throttle } from '../http/limits.ts'
import type { Perform, Served } from '../http/perform.ts'
import type { Visits } from '../http/visit.ts'
import type { Live } from '../live/hub.ts'
import type { LiveLimits } from '../live/limits.ts'
import type { Talk } from '../live/sockets.ts'
import type { Module } from '../runtime/module.ts'
import { createEngine } from './engine.ts'
import type { ExecuteDocument } from './execute.ts'
import { createExplorer } from './explorer.ts'
import { buildSchema, type SchemaOptions } from './schema.ts'
import { type GraphqlSettings, graphqlSettings } from './settings.ts'
import { subgraphOf } from './subgraph.ts'
import { createTalk } from './subscriptions/talk.ts'

export type DoorOptions = {
  readonly served: Served & { readonly modules?: readonly Module[]; readonly live?: Live }
  readonly endpoints: readonly Endpoint[]
  readonly perform: Perform
  readonly guard: Guard
  readonly visits: Visits
  readonly throttle: Throttle | undefined
  readonly settings: GraphqlSettings | undefined
  readonly subgraph: boolean
  /** Of connections on which subscriptions are followed. */
  readonly liveLimits: LiveLimits
}

export type GraphqlDoor = {
  readonly execute: ExecuteDocument
  /** For a browser in development, instead of an answer. */
  readonly explorer: ((reply: FastifyReply) => FastifyReply) | undefined
  /** For those who open a WebSocket; absent where nothing can be followed. */
  readonly talk: Talk | undefined
}

/** `undefined` where there is nothing to show. */
export function openDoor(options: DoorOptions): GraphqlDoor | undefined {
  const { served, endpoints, perform, guard, throttle, visits, subgraph, liveLimits: limits } = options
  const { settings = graphqlSettings.schema.parse({}) } = options
  const parts = served.modules?.flatMap(({ graphql }) => graphql ?? []) ?? []
  const schema = subgraph ? subgraphOf({ endpoints, parts })?.schema : wholeOf({ endpoints, parts })
  if (!schema) return undefined
  const { execute, follow } = createEngine(schema, { served, live: served.live, perform, guard, throttle, settings })
  return {
    execute,
    talk: follow && createTalk({ follow, visits, guard, limits, log: served.log }),
    explorer: served.development ? createExplorer(schema) : undefined,
  }
}

function wholeOf({ endpoints, parts }: SchemaOptions): GraphQLSchema | undefined {
  const reads = endpoints.some(({ operation, raw }) => operation.kind === 'query' && !raw)
  return reads ? buildSchema({ endpoints, parts }).schema : undefined
}
