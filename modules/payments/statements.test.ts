import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { create, open, receiveWebhook } from './index.ts'
import { openTill, type Till } from './testing/till.ts'

describe('the statements that payments send', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill({ clock: false })
  })
  afterAll(() => till.close())

  /** Without those by which the driver learns the types of a new connection. */
  const counted = async (body: () => Promise<unknown>) =>
    (await till.shop.statements(body)).filter((statement) => !statement.includes('pg_catalog')).length

  it('are one to create', async () => {
    expect(await counted(() => till.shop.call(create, till.bill()))).toBe(1)
  })

  it('are two at the door, where nothing is left to open: create, event', async () => {
    const bill = till.bill({ provider: 'cash-on-delivery' })
    expect(await counted(() => till.shop.call(create, bill))).toBe(2)
  })

  it('are one to prepare an opening and one to record it', async () => {
    const bill = till.bill()
    await till.shop.call(create, bill)
    expect(await counted(() => till.shop.call(open, { paymentId: bill.paymentId }))).toBe(2)
  })

  it('are five for a webhook: store, lock, move, outcome, event', async () => {
    const webhook = till.bank.webhook(await till.opened(), { status: 'captured' })
    expect(await counted(() => till.shop.call(receiveWebhook, webhook))).toBe(5)
  })
})
