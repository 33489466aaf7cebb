import { createHash } from 'node:crypto'
import type { Frame } from '../../operations/frame.ts'
import type { AnyOperation } from '../../operations/operation.ts'

/**
 * Flows of one kind by one buyer go one after the other: a second checkout of a cart must not meet the half-made order of the first. In one
 * unit of work the database sees to that; between units nothing else would. `undefined` for callers who are many at once.
 */
export function laneOf({ name }: AnyOperation, { caller, credentials }: Frame, input: unknown): string | undefined {
  if (caller.kind === 'user') return laneName(name, `user:${caller.id}`)
  if (caller.kind !== 'guest' || credentials.cart === 'new') return undefined
  // who shows no token of a cart shows one of an order, and that is in what he asks
  return laneName(name, credentials.cart === undefined ? JSON.stringify(input) : `cart:${credentials.cart}`)
}

// a token is not to be read in the table
function laneName(operation: string, of: string): string {
  return createHash('sha256').update(`${operation} ${of}`).digest('base64url')
}
