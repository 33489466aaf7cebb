import { type ConformanceSubject, paymentProviderConformance } from '@merx/payments'
import { afterAll, beforeAll, describe, it, vi } from 'vitest'
import { sandbox } from './sandbox.ts'
import { type BankProcess, bankKey, bankSecret, startBank } from './testing/bank-process.ts'
import { openWebhookDoor, type WebhookDoor } from './testing/webhook-door.ts'

describe('the sandbox as a payment provider', () => {
  let bank: BankProcess
  let door: WebhookDoor
  beforeAll(async () => {
    bank = await startBank()
    door = await openWebhookDoor()
  })
  afterAll(async () => {
    await bank.stop()
    await door.close()
  })

  const subject = (): ConformanceSubject => ({
    provider: sandbox({
      url: bank.url,
      apiKey: bankKey,
      webhookSecret: bankSecret,
      webhookUrl: door.url,
    }),
    outside: {
      pay: async ({ next }) => {
        if (next.kind !== 'redirect') throw new Error('the sandbox sends the buyer to its page')
        await bank.submit(next.url, { number: '4242 4242 4242 4242', expiry: '12/39', cvc: '123' })
      },
      webhook: (paymentId: string) =>
        vi.waitFor(() => {
          const found = door.received.find(({ body }) => body.includes(paymentId))
          if (!found) throw new Error(`no webhook about ${paymentId} has come`)
          const headers = new Map(found.headers.map(({ name, value }) => [name, value]))
          return { body: found.body, headers, now: found.at }
        }, 15_000),
    },
  })

  for (const { name, run } of paymentProviderConformance('online')) it(name, () => run(subject()))
})
