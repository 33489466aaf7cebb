import { can, command, id, refuse } from '@merx/kernel'
import { z } from 'zod'
import { applyReport } from '../apply-report.ts'
import { keepOutcome, lockWebhook, webhookOutcomes } from '../data/webhooks.ts'
import { findProvider } from '../payment-providers.ts'

export const replayWebhook = command({
  name: 'payments.replay-webhook',
  summary: 'Applies a stored webhook again; what it says and the payment already knows changes nothing.',
  rest: 'POST /admin/payments/webhooks/{webhookId}/replay',
  access: can('payments:write'),
  input: z.object({ webhookId: id<'WebhookId'>() }),
  output: z.object({ outcome: z.enum(webhookOutcomes) }).meta({ id: 'ReplayedWebhook' }),
  refuses: { unknown_webhook: 404, unknown_provider: 409 },
  async run(ctx, { webhookId }) {
    const webhook = await lockWebhook(ctx.sql, webhookId)
    if (!webhook) return refuse('unknown_webhook', { detail: `There is no webhook ${webhookId}.` })
    const provider = findProvider(ctx, webhook.provider)
    if (!provider) {
      return refuse('unknown_provider', {
        detail: `'${webhook.provider}' is not provided any more: add it to merx.config.ts.`,
      })
    }
    const report = provider.readWebhook(webhook.body)?.report
    const outcome = report
      ? await applyReport(ctx, report, { provider: webhook.provider, source: 'webhook', webhookId })
      : 'ignored'
    await keepOutcome(ctx.sql, webhookId, { outcome, at: ctx.now() })
    return { outcome }
  },
})
