import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveWebhook } from './index.ts'
import { openTill, type Till } from './testing/till.ts'

describe('what the database guards', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill({ clock: false })
  })
  afterAll(() => till.close())

  it('lets nobody rewrite the ledger', async () => {
    await till.opened()
    const sql = till.shop.runtime.databaseOf('payments').web
    await expect(sql`update payments.ledger set amount = 1`).rejects.toThrow('append-only')
    await expect(sql`delete from payments.ledger`).rejects.toThrow('append-only')
    await expect(sql`truncate payments.ledger`).rejects.toThrow('append-only')
  })

  it('lets no payment take or give back more than it may', async () => {
    const paymentId = await till.opened()
    await till.shop.call(receiveWebhook, till.bank.webhook(paymentId, { status: 'captured' }))
    const sql = till.shop.runtime.databaseOf('payments').web
    await expect(sql`update payments.payment set captured = amount + 1 where id = ${paymentId}`).rejects.toThrow(
      'payment_captured_within_amount',
    )
    await expect(
      sql`update payments.payment set refunded = 4000, refunding = 201 where id = ${paymentId}`,
    ).rejects.toThrow('payment_refunds_within_captured')
    await expect(sql`update payments.payment set status = 'pending' where id = ${paymentId}`).rejects.toThrow(
      'payment_captured_by_status',
    )
  })
})
