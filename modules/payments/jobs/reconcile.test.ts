import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { create } from '../commands/create.ts'
import { open } from '../commands/open.ts'
import { listLedger } from '../queries/list-ledger.ts'
import { openTill, type Till } from '../testing/till.ts'

const minute = 60_000

describe('payments.reconcile', () => {
  let till: Till
  beforeAll(async () => {
    till = await openTill()
  })
  afterAll(() => till.close())
  afterEach(() => {
    till.bank.down = false
  })

  const later = async (minutes: number) => {
    till.shop.clock.now = new Date(till.shop.clock.now.getTime() + minutes * minute)
    await till.shop.runtime.jobs.runJob('payments.reconcile')
  }

  it('repairs a capture whose webhook was lost, and says where it knew it from', async () => {
    const paymentId = await till.opened()
    till.bank.move(paymentId, 'captured')
    await later(1)
    expect(await till.row(paymentId)).toMatchObject({ status: 'pending' })
    await later(2)
    expect(await till.row(paymentId)).toMatchObject({ status: 'captured', captured: 4_200, check_at: null })
    expect(await till.heard(paymentId)).toEqual(['captured'])
    const { items } = await till.shop.call(listLedger, { paymentId })
    expect(items.map(({ statusAfter, source }) => `${statusAfter} ${source}`)).toEqual([
      'created shop',
      'opening shop',
      'pending answer',
      'captured reconciliation',
    ])
  })

  it('learns of money that came for a cancelled payment', async () => {
    const paymentId = await till.opened()
    till.bank.move(paymentId, 'cancelled')
    await later(3)
    expect(await till.row(paymentId)).toMatchObject({ status: 'cancelled' })
    till.bank.move(paymentId, 'captured')
    await later(10)
    expect(await till.heard(paymentId)).toEqual(['cancelled', 'captured'])
  })

  it('opens again what was left while it was opened', async () => {
    const bill = till.bill()
    const { paymentId } = bill
    await till.shop.call(create, bill)
    till.bank.down = true
    await till.shop.call(open, { paymentId })
    till.bank.down = false
    await later(3)
    expect(await till.row(paymentId)).toMatchObject({ status: 'pending', provider_reference: `paper-${paymentId}` })
  })

  it('asks later and ever more seldom, until it stops after three days', async () => {
    const paymentId = await till.opened()
    till.bank.down = true
    await later(3)
    const due = async () => Number((await till.row(paymentId)).check_at) - till.shop.clock.now.getTime()
    expect(await due()).toBe(2 * minute)
    await later(60)
    expect(await due()).toBe((63 * minute) / 4)
    await later(4 * 24 * 60)
    expect(await till.row(paymentId)).toMatchObject({ status: 'pending', check_at: null })
  })
})
