import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRefused, newId, provide } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import {
  create,
  listLedger,
  listWebhooks,
  open,
  PaymentId,
  payment,
  paymentProviders,
  paymentsModule,
  RefundId,
  receiveWebhook,
  refund,
} from '@merx/payments'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sandbox } from './sandbox.ts'
import { type BankProcess, bankKey, bankSecret, startBank } from './testing/bank-process.ts'
import { openWebhookDoor, type WebhookDoor } from './testing/webhook-door.ts'

const good = { number: '4242424242424242', expiry: '12/39', cvc: '123' }

describe('payments at the sandbox bank', () => {
  let folder: string
  let bank: BankProcess
  let door: WebhookDoor
  let shop: TestShop
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'merx-bank-'))
    bank = await startBank({ databaseFile: join(folder, 'bank.sqlite') })
    door = await openWebhookDoor()
    const provider = sandbox({ url: bank.url, apiKey: bankKey, webhookSecret: bankSecret, webhookUrl: door.url })
    shop = await createTestShop({ modules: [paymentsModule], provisions: [provide(paymentProviders, [provider])] })
    door.handle = async ({ body, headers }) => {
      const answer = await shop.call(receiveWebhook, { provider: 'sandbox', body, headers })
      if (isRefused(answer)) throw new Error(answer.code)
    }
  })
  afterAll(async () => {
    await bank?.stop()
    await door?.close()
    await shop?.close()
    await rm(folder, { recursive: true })
  })
  afterEach(() => bank.behave({}))

  const created = async () => {
    const paymentId = PaymentId.parse(newId())
    await shop.call(create, {
      paymentId,
      reference: newId(),
      amount: { amount: 12_345, currency: 'EUR' },
      provider: 'sandbox',
      returnUrl: 'http://127.0.0.1:9/orders/M-100042',
      description: 'Order M-100042',
    })
    return paymentId
  }
  const opened = async () => {
    const paymentId = await created()
    const answer = await shop.call(open, { paymentId })
    if (isRefused(answer) || answer.next.kind !== 'redirect') throw new Error('the payment was not opened')
    return { paymentId, page: answer.next.url }
  }
  const statusOf = async (paymentId: PaymentId) => {
    const found = await shop.call(payment, { paymentId })
    return isRefused(found) ? found.code : found.status
  }
  const becomes = (paymentId: PaymentId, status: string) =>
    vi.waitFor(async () => expect(await statusOf(paymentId)).toBe(status), 15_000)
  const moves = async (paymentId: PaymentId) =>
    (await shop.call(listLedger, { paymentId })).items.map(({ statusAfter, source }) => `${statusAfter} ${source}`)
  /** Waits until the bank has nothing left to send about a payment. */
  const told = (paymentId: string) =>
    vi.waitFor(async () => {
      const { webhooks } = await bank.record(paymentId)
      expect(webhooks.map(({ state }) => state)).not.toContain('waiting')
      return webhooks
    }, 15_000)

  it('is captured by a good card, and the buyer comes back', async () => {
    const { paymentId, page } = await opened()
    expect(await bank.submit(page, good)).toEqual({ status: 303, location: 'http://127.0.0.1:9/orders/M-100042' })
    await becomes(paymentId, 'captured')
    await told(paymentId)
    expect(await moves(paymentId)).toEqual([
      'created shop',
      'opening shop',
      'pending answer',
      'authorized webhook',
      'captured webhook',
    ])
  })

  it('fails by a declined card, and is captured by the next one', async () => {
    const { paymentId, page } = await opened()
    expect(await bank.submit(page, { ...good, number: '4000000000000002' })).toEqual({ status: 303, location: page })
    await becomes(paymentId, 'failed')
    expect((await shop.call(listLedger, { paymentId })).items.at(-1)?.reason).toBe('card_declined')
    await bank.submit(page, { ...good, number: '4000000000009995' })
    await bank.submit(page, good)
    await becomes(paymentId, 'captured')
  })

  it.each([
    ['approve', 'captured'],
    ['refuse', 'failed'],
  ])('asks the holder of a 3-D Secure card, who answers %s: %s', async (answer, status) => {
    const { paymentId, page } = await opened()
    const challenge = await bank.submit(page, { ...good, number: '4000002500003155' })
    expect(challenge).toEqual({ status: 303, location: `${page}/challenge` })
    expect(await statusOf(paymentId)).toBe('pending')
    await bank.submit(`${page}/challenge`, { answer })
    await becomes(paymentId, status)
  })

  it('is cancelled by the buyer at the bank', async () => {
    const { paymentId, page } = await opened()
    await bank.submit(`${page}/cancel`, {})
    await becomes(paymentId, 'cancelled')
  })

  it('is captured once by webhooks that come three times each in the wrong order', async () => {
    await bank.behave({ duplicates: 2, reorder: true })
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    const webhooks = await told(paymentId)
    expect(webhooks.map(({ type, attempts }) => `${type} ${attempts}`)).toEqual([
      'payment.captured 3',
      'payment.authorized 3',
    ])
    expect((await moves(paymentId)).slice(3)).toEqual(['captured webhook'])
  })

  it('is captured by webhooks that come late', async () => {
    await bank.behave({ delayMs: 300 })
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    expect(await statusOf(paymentId)).toBe('pending')
    await becomes(paymentId, 'captured')
  })

  it('is captured by webhooks that were withheld', async () => {
    await bank.behave({ hold: true })
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    expect((await bank.record(paymentId)).webhooks.map(({ state }) => state)).toEqual(['held', 'held'])
    expect(await statusOf(paymentId)).toBe('pending')
    await bank.release()
    await becomes(paymentId, 'captured')
  })

  it('is not paid by less than was asked for', async () => {
    await bank.behave({ shortBy: 1 })
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    await becomes(paymentId, 'mismatched')
  })

  it('is not opened while the bank is out of order, and once afterwards', async () => {
    const paymentId = await created()
    await bank.behave({ unavailable: true })
    expect(await shop.call(open, { paymentId })).toMatchObject({ code: 'provider_unavailable' })
    await bank.behave({})
    const [first, second] = await Promise.all([shop.call(open, { paymentId }), shop.call(open, { paymentId })])
    expect(first).toMatchObject({ status: 'pending', next: { kind: 'redirect' } })
    expect(second).toEqual(first)
    expect((await bank.record(paymentId)).status).toBe('open')
  })

  it('is repaired by asking when its webhooks were lost', async () => {
    await bank.behave({ drop: true })
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    shop.clock.now = new Date(Date.now() + 3 * 60_000)
    await shop.runtime.jobs.runJob('payments.reconcile')
    shop.clock.now = new Date()
    expect(await statusOf(paymentId)).toBe('captured')
    expect((await moves(paymentId)).at(-1)).toBe('captured reconciliation')
  })

  it('refunds once at the bank when asked twice at once', async () => {
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    await becomes(paymentId, 'captured')
    const input = {
      refundId: RefundId.parse(newId()),
      paymentId,
      amount: { amount: 5_000, currency: 'EUR' },
      reason: 'returned',
    }
    const [first, second] = await Promise.all([shop.call(refund, input), shop.call(refund, input)])
    expect(first).toMatchObject({ status: 'succeeded' })
    expect(second).toEqual(first)
    await told(paymentId)
    expect(await bank.record(paymentId)).toMatchObject({ refunded: 5_000, refunds: [{ amount: 5_000 }] })
    expect(await shop.call(payment, { paymentId })).toMatchObject({ refunded: { amount: 5_000 } })
  })

  it('takes no word that is forged or old, and keeps none of it', async () => {
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    await becomes(paymentId, 'captured')
    await told(paymentId)
    const { items } = await shop.call(listWebhooks, { limit: 1 })
    const genuine = door.received.findLast(({ body }) => body.includes(paymentId))
    if (!genuine) throw new Error('the bank sent nothing')
    const { body, headers, at } = genuine
    const forged = { provider: 'sandbox', body: body.replace('evt_', 'evt_x'), headers }
    expect(await shop.call(receiveWebhook, forged)).toMatchObject({ code: 'invalid_signature' })
    shop.clock.now = new Date(at.getTime() + 6 * 60_000)
    expect(await shop.call(receiveWebhook, { provider: 'sandbox', body, headers })).toMatchObject({
      code: 'invalid_signature',
    })
    shop.clock.now = new Date()
    expect((await shop.call(listWebhooks, { limit: 1 })).items).toEqual(items)
  })

  it('is told all it missed when the bank was stopped and opens again', async () => {
    await bank.behave({ delayMs: 200 })
    const { paymentId, page } = await opened()
    await bank.submit(page, good)
    const { port } = new URL(bank.url)
    await bank.stop()
    expect(await shop.call(open, { paymentId: await created() })).toMatchObject({ code: 'provider_unavailable' })
    expect(await statusOf(paymentId)).toBe('pending')
    bank = await startBank({ port: Number(port), databaseFile: join(folder, 'bank.sqlite') })
    await becomes(paymentId, 'captured')
  })
})
