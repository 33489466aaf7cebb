import type { FastifyInstance } from 'fastify'
import type { Sockets } from '../live/sockets.ts'
import { subscriptionsPath } from '../live/upgrade.ts'
import type { DoorOptions, GraphqlDoor } from './door.ts'
import { addGraphql } from './http.ts'
import { protocol } from './subscriptions/message.ts'

/** What serves the one schema of all operations of this process, or its part of a federated one. */
export type Graphql = {
  /** Requests, on the scope that has the address. */
  mount(scope: FastifyInstance): void
  /** Connections for subscriptions. */
  addTo(sockets: Sockets): void
}

/** The schema is made when the first one asks: with the code that runs documents it is a fifth of a start. */
export function createGraphql(options: DoorOptions): Graphql {
  let opened: Promise<GraphqlDoor | undefined> | undefined
  const open = () => {
    opened ??= import('./door.ts').then(({ openDoor }) => openDoor(options))
    return opened
  }
  const { served, visits, liveLimits } = options
  return {
    mount: (scope) => addGraphql(scope, { open, visits, log: served.log }),
    addTo: (sockets) =>
      sockets.add({
        path: subscriptionsPath,
        messageBytes: liveLimits.documentBytes,
        protocol,
        talk: async () => (await open())?.talk,
      }),
  }
}
