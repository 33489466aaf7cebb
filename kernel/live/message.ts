import { z } from 'zod'
import { isToken } from '../http/credentials.ts'

/** What a client says on a connection, as JSON. */
const ClientMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('subscribe'),
    topic: z.string().min(1).max(200),
    token: z.string().refine(isToken).optional(),
    after: z.uuid().optional(),
  }),
  z.object({ type: z.literal('unsubscribe'), topic: z.string().min(1).max(200) }),
  z.object({ type: z.literal('ping') }),
])
export type ClientMessage = z.output<typeof ClientMessage>

/** What it is told where that cannot be done. The codes are stable. */
export const liveErrors = {
  malformed_message: 'Send JSON text: {"type":"subscribe","topic":"…"}, "unsubscribe" or "ping".',
  unknown_topic: 'There is no such topic.',
  not_admitted: 'This topic is not open to the caller: show the token that belongs to it.',
  too_many_topics: 'A connection follows no more topics than it does already.',
  overloaded: 'The server is at its limit; subscribe again in a moment.',
  internal: 'Something broke on our side; subscribe again in a moment.',
} as const satisfies Record<string, string>

export type LiveError = keyof typeof liveErrors

export function errorText(code: LiveError, topic?: string): string {
  return JSON.stringify({ type: 'error', code, detail: liveErrors[code], ...(topic === undefined ? {} : { topic }) })
}

/** None where it is no message: text that is no JSON, JSON that is none of ours, bytes. */
export function readMessage(data: Buffer, isBinary: boolean): ClientMessage | undefined {
  if (isBinary) return undefined
  try {
    const read = ClientMessage.safeParse(JSON.parse(data.toString()))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
