import { isRefused, newId } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportedStatus } from '../domain/provider.ts'
import { openTill, type Till } from '../testing/till.ts'
import { cancel } from './cancel.ts'
import { create } from './create.ts'
import { receiveWebhook } from './receive-webhook.ts'
import { replayWebhook } from './replay-webhook.ts'

function orders<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length < 2) return [all]
  return all.flatMap((first, index) => orders(all.toSpliced(index, 1)).map((rest) => [first, ...rest]))
}

describe('payments.receive-webhook', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill()
  })
  afterAll(() => till.close())

  const say = (paymentId: string, status: ReportedStatus) =>
    till.shop.call(receiveWebhook, till.bank.webhook(paymentId, { status }))

  const story: readonly ReportedStatus[] = ['pending', 'failed', 'authorized', 'captured']
  it.each(orders(story))('ends captured, told once, when the words come as %s, %s, %s, %s', async (...told) => {
    const paymentId = await till.opened()
    for (const status of told) expect(isRefused(await say(paymentId, status))).toBe(false)
    expect(await till.row(paymentId)).toMatchObject({ status: 'captured', captured: 4_200, check_at: null })
    expect((await till.heard(paymentId)).filter((name) => name === 'captured')).toHaveLength(1)
    expect((await till.heard(paymentId)).at(-1)).toBe('captured')
  })

  it('applies what comes twice once, also at the same moment', async () => {
    const paymentId = await till.opened()
    const webhook = till.bank.webhook(paymentId, { status: 'captured' })
    const stored = await till.count('webhook')
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => till.shop.call(receiveWebhook, webhook)))
    expect(outcomes.map((answer) => (isRefused(answer) ? answer.code : answer.outcome)).sort()).toEqual([
      'applied',
      ...Array.from({ length: 7 }, () => 'duplicate'),
    ])
    expect(await till.count('webhook')).toBe(stored + 1)
    expect(await till.heard(paymentId)).toEqual(['captured'])
  })

  it('counts one capture when two events tell it at the same moment', async () => {
    const paymentId = await till.opened()
    await Promise.all([say(paymentId, 'captured'), say(paymentId, 'captured'), say(paymentId, 'authorized')])
    expect((await till.heard(paymentId)).filter((name) => name === 'captured')).toHaveLength(1)
  })

  it('refuses a bad signature and stores nothing', async () => {
    const paymentId = await till.opened()
    const stored = await till.count('webhook')
    const genuine = till.bank.webhook(paymentId, { status: 'captured' })
    for (const forged of [
      { ...genuine, body: genuine.body.replace('4200', '4201') },
      { ...genuine, headers: [] },
      { ...genuine, provider: 'cash-on-delivery' },
    ]) {
      expect(await till.shop.call(receiveWebhook, forged)).toMatchObject({ code: 'invalid_signature' })
    }
    expect(await till.count('webhook')).toBe(stored)
    expect(await till.row(paymentId)).toMatchObject({ status: 'pending' })
  })

  it('refuses what no provider of the shop sends', async () => {
    const genuine = till.bank.webhook(await till.opened())
    expect(await till.shop.call(receiveWebhook, { ...genuine, provider: 'shells' })).toMatchObject({
      code: 'unknown_provider',
    })
    expect(await till.shop.call(receiveWebhook, till.bank.signed({ hello: 1 }))).toMatchObject({
      code: 'unreadable_webhook',
    })
  })

  it.each([
    { amount: 4_199, currency: 'EUR' },
    { amount: 4_201, currency: 'EUR' },
    { amount: 4_200, currency: 'USD' },
    { amount: 0, currency: 'EUR' },
  ])('takes %o for no payment of 42.00 EUR', async (amount) => {
    const paymentId = await till.opened()
    const webhook = till.bank.webhook(paymentId, { status: 'captured', amount })
    expect(await till.shop.call(receiveWebhook, webhook)).toEqual({ outcome: 'mismatched' })
    expect(await say(paymentId, 'captured')).toEqual({ outcome: 'ignored' })
    expect(await till.row(paymentId)).toMatchObject({ status: 'mismatched', captured: 0 })
    expect(await till.heard(paymentId)).toEqual(['mismatched'])
  })

  it('tells of money that came after the shop cancelled', async () => {
    const paymentId = await till.opened()
    await till.shop.call(cancel, { paymentId })
    expect(await say(paymentId, 'authorized')).toEqual({ outcome: 'ignored' })
    expect(await say(paymentId, 'captured')).toEqual({ outcome: 'applied' })
    expect(await till.heard(paymentId)).toEqual(['cancelled', 'captured'])
  })

  it('believes nobody about a payment of another provider', async () => {
    const bill = till.bill({ provider: 'cash-on-delivery' })
    await till.shop.call(create, bill)
    const { paymentId, amount } = bill
    const report = { kind: 'payment', providerReference: 'x', paymentId, status: 'captured', amount }
    const lie = till.bank.signed({ eventId: newId(), report })
    expect(await till.shop.call(receiveWebhook, lie)).toEqual({ outcome: 'unmatched' })
    expect(await till.row(paymentId)).toMatchObject({ status: 'authorized', captured: 0 })
  })

  it('believes nobody who says that another payment at the provider is ours', async () => {
    const paymentId = await till.opened()
    const other = till.bank.webhook(paymentId, { status: 'captured', providerReference: 'paper-other' })
    expect(await till.shop.call(receiveWebhook, other)).toEqual({ outcome: 'unmatched' })
    expect(await till.row(paymentId)).toMatchObject({ status: 'pending', captured: 0 })
  })

  it('keeps a word about a payment that it does not know, and applies it when it does', async () => {
    const bill = till.bill()
    const { paymentId, amount } = bill
    const report = { kind: 'payment', providerReference: `paper-${paymentId}`, paymentId, status: 'captured', amount }
    const early = till.bank.signed({ eventId: newId(), report })
    expect(await till.shop.call(receiveWebhook, early)).toEqual({ outcome: 'unmatched' })
    await till.shop.call(create, bill)
    await till.shop.runtime.jobs.runJob('payments.apply-webhooks')
    expect(await till.row(paymentId)).toMatchObject({ status: 'captured', provider_reference: `paper-${paymentId}` })
  })

  it('is replayed by staff without a second effect', async () => {
    const paymentId = await till.opened()
    await say(paymentId, 'captured')
    const [webhook] = await till.shop.runtime.databaseOf('payments').web<{ id: string }[]>`
      select webhook_id as id from payments.ledger where payment_id = ${paymentId} and status_after = 'captured'`
    const webhookId = replayWebhook.input.parse({ webhookId: webhook?.id }).webhookId
    expect(await till.shop.call(replayWebhook, { webhookId })).toEqual({ outcome: 'ignored' })
    expect(await till.heard(paymentId)).toEqual(['captured'])
  })
})
