import { z } from 'zod'

/** The subprotocol that clients of the field offer, and nothing else is spoken. */
export const protocol = 'graphql-transport-ws'

const id = z.string().min(1).max(100)
const payload = z.record(z.string(), z.unknown()).nullish()

/** What a client says, as JSON. */
const ClientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection_init'), payload }),
  z.object({ type: z.literal('ping'), payload }),
  z.object({ type: z.literal('pong'), payload }),
  z.object({ type: z.literal('subscribe'), id, payload: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal('complete'), id }),
])
export type ClientMessage = z.output<typeof ClientMessage>

/** The codes with which the protocol closes a connection, and the words that it has for them. */
export const endings = {
  malformed: [4400, 'Invalid message received'],
  unauthorized: [4401, 'Unauthorized'],
  forbidden: [4403, 'Forbidden'],
  otherProtocol: [4406, 'Subprotocol not acceptable'],
  late: [4408, 'Connection initialisation timeout'],
  again: [4429, 'Too many initialisation requests'],
} as const satisfies Record<string, readonly [number, string]>

/** A subscription under an id that is in use. */
export function alreadyExists(id: string): readonly [number, string] {
  return [4409, `Subscriber for ${id} already exists`]
}

/** None where it is no message of the protocol. */
export function readMessage(data: Buffer, isBinary: boolean): ClientMessage | undefined {
  if (isBinary) return undefined
  try {
    const read = ClientMessage.safeParse(JSON.parse(data.toString()))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
