import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTill, type Till } from '../testing/till.ts'
import { create } from './create.ts'
import { discard } from './discard.ts'

describe('payments.create', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill()
  })
  afterAll(() => till.close())

  it('writes the payment down, once', async () => {
    const bill = till.bill()
    expect(await till.shop.call(create, bill)).toEqual({ paymentId: bill.paymentId, status: 'created' })
    const entries = await till.count('ledger')
    expect(await till.shop.call(create, bill)).toEqual({ paymentId: bill.paymentId, status: 'created' })
    expect(await till.count('ledger')).toBe(entries)
    expect(await till.row(bill.paymentId)).toMatchObject({ amount: 4_200, currency: 'EUR', reference: bill.reference })
  })

  it('refuses a provider that the shop does not have', async () => {
    const bill = till.bill({ provider: 'shells' })
    expect(await till.shop.call(create, bill)).toMatchObject({ code: 'unknown_provider', data: { provider: 'shells' } })
    expect(await till.row(bill.paymentId)).toEqual({})
  })

  it('is undone by discard, without a word to anybody', async () => {
    const bill = till.bill()
    await till.shop.call(create, bill)
    await till.shop.call(discard, bill)
    await till.shop.call(discard, bill)
    expect(await till.row(bill.paymentId)).toMatchObject({ status: 'cancelled' })
    expect(await till.heard(bill.paymentId)).toEqual([])
  })

  it('is authorised at once where it is paid at the door, told once, and undone it is cancelled, which is told too', async () => {
    const bill = till.bill({ provider: 'cash-on-delivery' })
    const { paymentId } = bill
    expect(await till.shop.call(create, bill)).toEqual({ paymentId, status: 'authorized' })
    expect(await till.shop.call(create, bill)).toEqual({ paymentId, status: 'authorized' })
    expect(await till.row(paymentId)).toMatchObject({
      status: 'authorized',
      provider_reference: paymentId,
      next_step: { kind: 'none' },
      captured: 0,
      check_at: null,
    })
    expect(await till.heard(paymentId)).toEqual(['authorized'])
    await till.shop.call(discard, bill)
    await till.shop.call(discard, bill)
    expect(await till.row(paymentId)).toMatchObject({ status: 'cancelled' })
    expect(await till.heard(paymentId)).toEqual(['authorized', 'cancelled'])
    expect(await till.shop.call(create, bill)).toEqual({ paymentId, status: 'cancelled' })
  })

  it('is barred by a discard that came first', async () => {
    const bill = till.bill()
    await till.shop.call(discard, bill)
    expect(await till.shop.call(create, bill)).toEqual({ paymentId: bill.paymentId, status: 'cancelled' })
  })
})
