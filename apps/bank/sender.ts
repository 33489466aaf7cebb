import type { DatabaseSync } from 'node:sqlite'
import { signatureOf } from './signature.ts'
import { dueWebhooks, markDelivered, markFailed, nextDue, type WebhookRow } from './webhooks.ts'

const answerWithin = 10_000
const atOnce = 16
const longestPause = 60 * 60 * 1000
/** With pauses that double from a second up to an hour, about a day. */
const maxFailures = 30

export type Sender = {
  /** Sends what is due, now and whenever something becomes due. */
  wake(): void
  /** Sends nothing more; what is under way is given up and comes again after the next start. */
  stop(): Promise<void>
}

export type SenderOptions = {
  readonly books: DatabaseSync
  readonly secret: string
  /** The pause after the first failure; it doubles with every further one. */
  readonly retryMs: number
}

/** Sends webhooks at least once. Of one payment, one at a time, in the order of the queue as long as none fails. */
export function createSender({ books, secret, retryMs }: SenderOptions): Sender {
  const underWay = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined

  const send = async (webhook: WebhookRow): Promise<void> => {
    const failure = await post(webhook, secret, stopping.signal)
    if (stopping.signal.aborted) return
    if (failure === undefined) return markDelivered(books, webhook.id)
    const failures = webhook.failures + 1
    const pause = Math.min(retryMs * 2 ** (failures - 1), longestPause)
    markFailed(books, webhook.id, { error: failure, retryAt: failures < maxFailures ? Date.now() + pause : undefined })
  }

  const wake = (): void => {
    if (stopping.signal.aborted) return
    clearTimeout(timer)
    for (const webhook of dueWebhooks(books, new Date())) {
      if (underWay.size >= atOnce) break
      if (underWay.has(webhook.payment_id)) continue
      const sending = send(webhook).finally(() => {
        underWay.delete(webhook.payment_id)
        wake()
      })
      underWay.set(webhook.payment_id, sending)
    }
    const next = nextDue(books, new Date())
    if (next !== undefined) timer = setTimeout(wake, Math.max(next - Date.now(), 1))
  }

  return {
    wake,
    stop: async () => {
      clearTimeout(timer)
      stopping.abort()
      await Promise.all(underWay.values())
    },
  }
}

/** Posts one webhook, signed for this very moment. Returns what went wrong. */
async function post({ id, url, body }: WebhookRow, secret: string, stop: AbortSignal): Promise<string | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'bank-event': id,
        'bank-signature': signatureOf(body, secret, new Date()),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(answerWithin), stop]),
    })
    await answer.body?.cancel()
    return answer.ok ? undefined : `the shop answered ${answer.status}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
