import { anyone, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { applyReport } from '../apply-report.ts'
import { insertWebhook, keepOutcome, webhookOutcomes } from '../data/webhooks.ts'
import { ProviderCode } from '../domain/payment.ts'
import { findProvider } from '../payment-providers.ts'

/** Far above what any provider sends; what is longer is nobody's webhook. */
const maxBodyLength = 262_144

const Received = z.object({ outcome: z.enum([...webhookOutcomes, 'duplicate']) }).meta({ id: 'ReceivedWebhook' })

export const receiveWebhook = command({
  name: 'payments.receive-webhook',
  summary: "Takes a provider's signed word: stored and applied in one commit, once, in whatever order it comes.",
  rest: 'POST /payments/webhooks/{provider}',
  access: anyone,
  body: 'raw',
  input: z.object({
    provider: ProviderCode,
    body: z.string().max(maxBodyLength),
    headers: z.array(z.object({ name: z.string(), value: z.string() }).meta({ id: 'WebhookHeader' })),
  }),
  output: Received,
  refuses: { unknown_provider: 404, invalid_signature: 401, unreadable_webhook: 422 },

  async read(ctx, { provider: code, body, headers }) {
    const provider = findProvider(ctx, code)
    if (!provider) return refuse('unknown_provider', { detail: `This shop does not take payments by '${code}'.` })
    const named = new Map(headers.map(({ name, value }) => [name.toLowerCase(), value]))
    if (!(await provider.verifyWebhook({ body, headers: named, now: ctx.now() }))) {
      return refuse('invalid_signature', { detail: 'The signature does not fit the body, or is too old.' })
    }
    const event = provider.readWebhook(body)
    if (!event) return refuse('unreadable_webhook', { detail: `The body is no event that '${code}' sends.` })
    return event
  },

  async run(ctx, { provider, body }, { eventId, report }): Promise<z.output<typeof Received>> {
    const webhookId = ctx.newId()
    const at = ctx.now()
    const isNew = await insertWebhook(ctx.sql, { id: webhookId, provider, eventId, body, at })
    if (!isNew) return { outcome: 'duplicate' }
    const outcome = report ? await applyReport(ctx, report, { provider, source: 'webhook', webhookId }) : 'ignored'
    await keepOutcome(ctx.sql, webhookId, { outcome, at })
    return { outcome }
  },
})
