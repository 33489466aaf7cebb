import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTill, type Till } from '../testing/till.ts'
import { cancel } from './cancel.ts'
import { receiveWebhook } from './receive-webhook.ts'

describe('payments.cancel', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill()
  })
  afterAll(() => till.close())

  it('gives the payment up and tells the provider', async () => {
    const paymentId = await till.opened()
    expect(await till.shop.call(cancel, { paymentId })).toEqual({ paymentId, status: 'cancelled' })
    expect(await till.shop.call(cancel, { paymentId })).toEqual({ paymentId, status: 'cancelled' })
    await till.shop.settled()
    expect(till.bank.payments.get(paymentId)?.status).toBe('cancelled')
    expect(await till.heard(paymentId)).toEqual(['cancelled'])
  })

  it('leaves a payment whose money came', async () => {
    const paymentId = await till.opened()
    await till.shop.call(receiveWebhook, till.bank.webhook(paymentId, { status: 'captured' }))
    expect(await till.shop.call(cancel, { paymentId })).toEqual({ paymentId, status: 'captured' })
    expect(await till.heard(paymentId)).toEqual(['captured'])
  })

  it('loses no money when it meets the capture at the same moment', async () => {
    const paymentIds = await Promise.all(Array.from({ length: 12 }, () => till.opened()))
    await Promise.all(
      paymentIds.flatMap((paymentId) => [
        till.shop.call(cancel, { paymentId }),
        till.shop.call(receiveWebhook, till.bank.webhook(paymentId, { status: 'captured' })),
      ]),
    )
    for (const paymentId of paymentIds) {
      expect(await till.row(paymentId)).toMatchObject({ status: 'captured', captured: 4_200 })
      expect((await till.heard(paymentId)).at(-1)).toBe('captured')
    }
  })

  it('takes back the promise to pay on delivery', async () => {
    const paymentId = await till.opened({ provider: 'cash-on-delivery' })
    expect(await till.shop.call(cancel, { paymentId })).toEqual({ paymentId, status: 'cancelled' })
    expect(await till.heard(paymentId)).toEqual(['authorized', 'cancelled'])
  })
})
