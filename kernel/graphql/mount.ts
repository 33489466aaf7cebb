import type { FastifyInstance } from 'fastify'
import type { DoorOptions, GraphqlDoor } from './door.ts'
import { addGraphql } from './http.ts'

/**
 * Serves the one schema of all operations of this process, or its part of a federated one. The schema is made when the first one asks: with the
 * code that runs documents it is a fifth of a start.
 */
export function mountGraphql(scope: FastifyInstance, options: DoorOptions): void {
  let opened: Promise<GraphqlDoor | undefined> | undefined
  const open = () => {
    opened ??= import('./door.ts').then(({ openDoor }) => openDoor(options))
    return opened
  }
  addGraphql(scope, { open, visits: options.visits, log: options.served.log })
}
