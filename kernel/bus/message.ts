import { z } from 'zod'
import type { BusEvent } from './bus.ts'

const BusEventMessage = z.object({
  id: z.guid(),
  name: z.string().min(1),
  key: z.string(),
  payload: z.unknown(),
  traceId: z.string().nullable(),
  occurredAt: z.iso.datetime(),
})

/** The event that a message from the bus is, or what is wrong with it. */
export function readMessage(message: unknown): { readonly event: BusEvent } | { readonly fault: string } {
  const read = BusEventMessage.safeParse(message)
  // an absent payload passes for unknown, and would be no JSON
  if (read.success && read.data.payload !== undefined) return { event: { ...read.data, payload: read.data.payload } }
  return { fault: read.success ? 'It has no payload' : z.prettifyError(read.error) }
}
