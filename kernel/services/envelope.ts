import { z } from 'zod'
import { isToken } from '../http/credentials.ts'
import { text } from '../values/text.ts'

/** Of one request to a module in another process: one change, or so many queries of one caller. */
export const mostCalls = 50

/** Below this stand the doors for the shop's own processes. */
export const doors = '/internal/'

export function pathOf(module: string): string {
  return `${doors}${module}`
}

const operation = z.string()
/** Parsed by the operation's own schema. */
const input = z.unknown()

const Call = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['call', 'dispatch']), operation, input }),
  z.object({ kind: z.enum(['step', 'undo']), operation, input, step: text(200) }),
])

export type Call = z.output<typeof Call>

const credential = z.enum(['cart', 'order', 'access', 'refresh'])

const token = z.string().refine((value) => isToken(value))

/** Of what a caller says that it is: the rest is for nobody. */
export const mostOfAgent = 300

export const Envelope = z.object({
  calls: z.array(Call).min(1).max(mostCalls),
  requestId: z.string().max(200),
  traceId: z.string().max(200),
  address: z.string().max(100).optional(),
  agent: z.string().max(mostOfAgent).optional(),
  credentials: z.partialRecord(credential, token),
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional(),
})

const Refused = z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) })

/** Of problem+json what another process heeds; `module` where the problem lies with one that it called in turn. */
export const TheirProblem = z.object({
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  module: z.string().optional(),
})

export type TheirProblem = z.output<typeof TheirProblem>

const Answer = z.object({
  output: z.unknown().optional(),
  refused: Refused.optional(),
  /** Among several; who asks for one thing alone is answered by the problem itself. */
  problem: TheirProblem.optional(),
})

export type Answer = z.output<typeof Answer>

/** In the order of the calls. */
export const Answers = z.object({
  answers: z.array(Answer),
  issued: z.array(z.tuple([credential, z.string()])),
})
