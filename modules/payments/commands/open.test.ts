import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openTill, type Till } from '../testing/till.ts'
import { cancel } from './cancel.ts'
import { create } from './create.ts'
import { open } from './open.ts'
import { receiveWebhook } from './receive-webhook.ts'

describe('payments.open', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill()
  })
  afterAll(() => till.close())
  afterEach(() => {
    till.bank.down = false
    till.bank.beforeAnswer = undefined
  })

  const created = async (provider = 'paper') => {
    const bill = till.bill({ provider })
    await till.shop.call(create, bill)
    return bill.paymentId
  }

  it('tells where the buyer goes next', async () => {
    const paymentId = await created()
    expect(await till.shop.call(open, { paymentId })).toEqual({
      paymentId,
      status: 'pending',
      next: { kind: 'redirect', url: `https://paper.example/${paymentId}` },
    })
    expect(await till.row(paymentId)).toMatchObject({ provider_reference: `paper-${paymentId}`, captured: 0 })
  })

  it('accepts cash on delivery at once', async () => {
    const paymentId = await created('cash-on-delivery')
    expect(await till.shop.call(open, { paymentId })).toEqual({
      paymentId,
      status: 'authorized',
      next: { kind: 'none' },
    })
    expect(await till.heard(paymentId)).toEqual(['authorized'])
    expect(await till.row(paymentId)).toMatchObject({ check_at: null })
  })

  it('is one payment at the provider and one answer when called twice at once and again', async () => {
    const paymentId = await created()
    const before = till.bank.payments.size
    const [first, second] = await Promise.all([
      till.shop.call(open, { paymentId }),
      till.shop.call(open, { paymentId }),
    ])
    till.bank.down = true
    expect(second).toEqual(first)
    expect(await till.shop.call(open, { paymentId })).toEqual(first)
    expect(till.bank.payments.size).toBe(before + 1)
  })

  it('refuses while the provider is down, and goes on with the same payment afterwards', async () => {
    const paymentId = await created()
    till.bank.down = true
    expect(await till.shop.call(open, { paymentId })).toMatchObject({ code: 'provider_unavailable' })
    expect(await till.row(paymentId)).toMatchObject({ status: 'opening', provider_reference: null })
    till.bank.down = false
    expect(await till.shop.call(open, { paymentId })).toMatchObject({ status: 'pending', next: { kind: 'redirect' } })
    expect(await till.heard(paymentId)).toEqual([])
  })

  it('finds the same payment again after the process died between the answer and its record', async () => {
    const paymentId = await created()
    till.bank.beforeAnswer = async () => {
      throw new Error('killed')
    }
    await expect(till.shop.call(open, { paymentId })).rejects.toThrow('killed')
    const known = till.bank.payments.size
    till.bank.beforeAnswer = undefined
    expect(await till.shop.call(open, { paymentId })).toMatchObject({ status: 'pending', next: { kind: 'redirect' } })
    expect(till.bank.payments.size).toBe(known)
  })

  it('keeps what a webhook told before the answer came', async () => {
    const paymentId = await created()
    till.bank.beforeAnswer = async () => {
      till.bank.beforeAnswer = undefined
      const webhook = till.bank.webhook(paymentId, { status: 'captured' })
      expect(await till.shop.call(receiveWebhook, webhook)).toEqual({ outcome: 'applied' })
    }
    expect(await till.shop.call(open, { paymentId })).toEqual({ paymentId, status: 'captured', next: { kind: 'none' } })
    expect(await till.row(paymentId)).toMatchObject({ status: 'captured', captured: 4_200 })
    expect(await till.heard(paymentId)).toEqual(['captured'])
  })

  it('tells the provider when the payment was cancelled while it was opened', async () => {
    const paymentId = await created()
    till.bank.beforeAnswer = async () => {
      await till.shop.call(cancel, { paymentId })
    }
    expect(await till.shop.call(open, { paymentId })).toEqual({
      paymentId,
      status: 'cancelled',
      next: { kind: 'none' },
    })
    await till.shop.settled()
    expect(till.bank.payments.get(paymentId)?.status).toBe('cancelled')
    expect(await till.heard(paymentId)).toEqual(['cancelled'])
  })

  it('opens nothing for a payment that was cancelled before', async () => {
    const paymentId = await created()
    await till.shop.call(cancel, { paymentId })
    expect(await till.shop.call(open, { paymentId })).toEqual({
      paymentId,
      status: 'cancelled',
      next: { kind: 'none' },
    })
    expect(till.bank.payments.has(paymentId)).toBe(false)
  })

  it('refuses a payment that it does not know', async () => {
    const { paymentId } = till.bill()
    expect(await till.shop.call(open, { paymentId })).toMatchObject({ code: 'unknown_payment' })
  })
})
