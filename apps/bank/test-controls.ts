import type { DatabaseSync } from 'node:sqlite'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Behaviour, readBehaviour, setBehaviour } from './behaviour.ts'
import { listPayments, shown } from './payments.ts'
import { listRefunds } from './refunds.ts'
import type { Sender } from './sender.ts'
import { listWebhooks, releaseWebhooks } from './webhooks.ts'

/** How tests make the bank misbehave, and see all that it did. */
export function serveTestControls(
  app: FastifyInstance,
  { books, sender }: { readonly books: DatabaseSync; readonly sender: Sender },
): void {
  app.get('/test/behaviour', async () => readBehaviour(books))

  /** Replaces the behaviour: what is not named is as it should be. */
  app.post('/test/behaviour', async (request) => {
    const behaviour = Behaviour.parse(request.body ?? {})
    setBehaviour(books, behaviour)
    return behaviour
  })

  app.post('/test/webhooks/release', async (request) => {
    const { paymentId } = z.strictObject({ paymentId: z.string().optional() }).parse(request.body ?? {})
    const released = releaseWebhooks(books, paymentId, new Date())
    sender.wake()
    return { released }
  })

  app.get('/test/payments', async () => {
    const refunds = Map.groupBy(listRefunds(books), ({ paymentId }) => paymentId)
    const webhooks = Map.groupBy(listWebhooks(books), ({ payment_id }) => payment_id)
    return {
      items: listPayments(books).map((payment) => ({
        ...shown(payment),
        refunds: refunds.get(payment.id) ?? [],
        webhooks: (webhooks.get(payment.id) ?? []).map(({ id, type, state, attempts, error }) => {
          return { id, type, state, attempts, error }
        }),
      })),
    }
  })
}
