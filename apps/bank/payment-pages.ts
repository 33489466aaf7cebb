import type { DatabaseSync } from 'node:sqlite'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readCard } from './cards.ts'
import { challengePage, closedPage, paymentPage, unknownPage } from './page.ts'
import { answerChallenge, cancelPayment, findPayment, isPayable, type PaymentRow, useCard } from './payments.ts'
import type { Sender } from './sender.ts'
import { style } from './style.ts'

export type PageDependencies = { readonly books: DatabaseSync; readonly sender: Sender; readonly prefix: string }

const ById = z.object({ id: z.string().max(100) })
const Typed = z.object({ expiry: z.string().max(23).catch('') }).catch({ expiry: '' })
const Answer = z.object({ answer: z.enum(['approve', 'refuse']) })

/** What buyers see: forms that need no script. */
export function servePages(app: FastifyInstance, { books, sender, prefix }: PageDependencies): void {
  const asked = (request: FastifyRequest) => findPayment(books, ById.parse(request.params).id)

  /** Shows where the payment stands, or sends the buyer back to the shop when it is over. */
  const goOn = (reply: FastifyReply, payment: PaymentRow | undefined) => {
    sender.wake()
    if (!payment) return show(reply, { status: 404, markup: unknownPage({ prefix }) })
    if (!isPayable(payment)) return reply.redirect(payment.return_url, 303)
    return reply.redirect(`${prefix}/pay/${payment.id}${payment.status === 'challenge' ? '/challenge' : ''}`, 303)
  }

  app.get('/style.css', async (_, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(style),
  )

  app.get('/pay/:id', async (request, reply) => {
    const payment = asked(request)
    if (!payment) return show(reply, { status: 404, markup: unknownPage({ prefix }) })
    const markup = isPayable(payment) ? paymentPage(payment, { prefix }) : closedPage(payment, { prefix })
    return show(reply, { status: 200, markup, returnUrl: payment.return_url })
  })

  app.post('/pay/:id', async (request, reply) => {
    const payment = asked(request)
    if (!payment || !isPayable(payment)) return goOn(reply, payment)
    const now = new Date()
    const read = readCard(request.body, now)
    if (read.errors) {
      const { expiry } = Typed.parse(request.body)
      const markup = paymentPage(payment, { prefix, errors: read.errors, expiry })
      return show(reply, { status: 422, markup, returnUrl: payment.return_url })
    }
    return goOn(reply, useCard(books, payment.id, { card: read.card, verdict: read.verdict, now }))
  })

  app.get('/pay/:id/challenge', async (request, reply) => {
    const payment = asked(request)
    if (payment?.status !== 'challenge') return goOn(reply, payment)
    return show(reply, { status: 200, markup: challengePage(payment, { prefix }), returnUrl: payment.return_url })
  })

  app.post('/pay/:id/challenge', async (request, reply) => {
    const { answer } = Answer.parse(request.body)
    const { id } = ById.parse(request.params)
    return goOn(reply, answerChallenge(books, id, { approved: answer === 'approve', now: new Date() }))
  })

  app.post('/pay/:id/cancel', async (request, reply) => {
    return goOn(reply, cancelPayment(books, ById.parse(request.params).id, new Date()))
  })
}

function show(
  reply: FastifyReply,
  { status, markup, returnUrl }: { readonly status: number; readonly markup: string; readonly returnUrl?: string },
): FastifyReply {
  // browsers hold the redirect after a form to form-action too, so the way back to the shop is named
  const formTargets = ["'self'", ...(returnUrl === undefined ? [] : [new URL(returnUrl).origin])].join(' ')
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; img-src data:; form-action ${formTargets}; base-uri 'none'; frame-ancestors 'none'`,
    )
    .send(markup)
}
