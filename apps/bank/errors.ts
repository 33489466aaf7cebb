import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

/** An answer that is no success. */
export class BankError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const Framework = z.object({ statusCode: z.int().min(400).max(499), message: z.string() })

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, message } = toldAs(error)
  if (status >= 500 && !(error instanceof BankError)) request.log.error({ err: error }, 'the bank failed')
  return reply.code(status).send({ error: { code, message } })
}

function toldAs(error: unknown): { readonly status: number; readonly code: string; readonly message: string } {
  if (error instanceof BankError) return error
  if (error instanceof z.ZodError) return { status: 422, code: 'invalid_request', message: z.prettifyError(error) }
  const framework = Framework.safeParse(error)
  if (framework.success)
    return { status: framework.data.statusCode, code: 'invalid_request', message: framework.data.message }
  return { status: 500, code: 'failed', message: 'The bank could not do this.' }
}
