import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { newId } from '../values/ids.ts'

const sane = /^[\w.:-]{8,128}$/

/** The request's own id, if a proxy gave it a sane one; else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && sane.test(given) ? given : newId()
}

const traceparent = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/

/** The trace of a W3C `traceparent`; without one it follows from the request's id, so that logs agree without keeping it. */
export function traceIdOf(header: unknown, requestId: string): string {
  const traced = typeof header === 'string' ? traceparent.exec(header)?.[1] : undefined
  if (traced) return traced
  const bare = requestId.replaceAll('-', '')
  return /^[0-9a-f]{32}$/.test(bare) ? bare : createHash('sha256').update(requestId).digest('hex').slice(0, 32)
}
