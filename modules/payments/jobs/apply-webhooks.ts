import { id, job } from '@merx/kernel'
import { replayWebhook } from '../commands/replay-webhook.ts'
import { findLeftWebhooks } from '../data/webhooks.ts'

const WebhookId = id<'WebhookId'>()
const day = 24 * 60 * 60 * 1000

/** Tries the webhooks again whose payment was not known when they came. */
export const applyWebhooks = job({
  name: 'payments.apply-webhooks',
  every: 60,
  async run(ctx) {
    const left = await findLeftWebhooks(ctx.sql, new Date(ctx.now().getTime() - day), 200)
    for (const webhookId of left) await ctx.call(replayWebhook, { webhookId: WebhookId.parse(webhookId) })
  },
})
