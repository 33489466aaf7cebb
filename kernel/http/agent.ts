import type { IncomingHttpHeaders } from 'node:http'
import { mostOfAgent } from '../services/envelope.ts'

/** What the caller says that it is. */
export function agentOf(headers: IncomingHttpHeaders): string | undefined {
  return headers['user-agent']?.slice(0, mostOfAgent)
}
