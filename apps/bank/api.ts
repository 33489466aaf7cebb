import type { DatabaseSync } from 'node:sqlite'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readBehaviour } from './behaviour.ts'
import { BankError } from './errors.ts'
import { cancelPayment, findPayment, openPayment, PaymentRequest, type PaymentRow, shown } from './payments.ts'
import { type RefundFault, RefundRequest, refundPayment } from './refunds.ts'
import type { Sender } from './sender.ts'

export type ApiDependencies = {
  readonly books: DatabaseSync
  readonly sender: Sender
  /** Where the buyer's browser reaches the bank. */
  readonly base: (request: FastifyRequest) => string
}

const ById = z.object({ id: z.string().max(100) })
const Key = z.string({ error: 'Idempotency-Key is required' }).min(1).max(200)

/** What shops call. */
export function serveApi(app: FastifyInstance, { books, sender, base }: ApiDependencies): void {
  const told = (request: FastifyRequest, payment: PaymentRow | undefined) => {
    if (!payment) throw new BankError(404, 'unknown_payment', 'There is no such payment.')
    return { ...shown(payment), redirectUrl: `${base(request)}/pay/${payment.id}` }
  }

  app.addHook('preHandler', async () => {
    if (readBehaviour(books).unavailable) {
      throw new BankError(503, 'unavailable', 'The bank is out of order just now.')
    }
  })

  app.post('/payments', async (request, reply) => {
    const opened = openPayment(books, PaymentRequest.parse(request.body), { key: keyOf(request), now: new Date() })
    if (opened === 'reused') throw new BankError(409, 'idempotency_key_reused', 'The key was used for another request.')
    return reply.code(201).send(told(request, opened))
  })

  app.get('/payments/:id', async (request) => told(request, findPayment(books, ById.parse(request.params).id)))

  app.post('/payments/:id/cancel', async (request) => {
    const payment = cancelPayment(books, ById.parse(request.params).id, new Date())
    sender.wake()
    return told(request, payment)
  })

  app.post('/payments/:id/refunds', async (request, reply) => {
    const { id: paymentId } = ById.parse(request.params)
    const refund = refundPayment(books, RefundRequest.parse(request.body), {
      paymentId,
      key: keyOf(request),
      now: new Date(),
    })
    if (typeof refund === 'string')
      throw new BankError(refund === 'unknown_payment' ? 404 : 409, refund, refundFaults[refund])
    sender.wake()
    return reply.code(201).send(refund)
  })
}

const refundFaults: Readonly<Record<RefundFault, string>> = {
  unknown_payment: 'There is no such payment.',
  idempotency_key_reused: 'The key was used for another request.',
  refund_exceeds_payment: 'Less was received than is to be given back.',
}

function keyOf(request: FastifyRequest): string {
  return Key.parse(request.headers['idempotency-key'])
}
