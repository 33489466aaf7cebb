import { payment as paymentQuery, receiveWebhook } from '@merx/payments'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, type WholeShop } from '../../../tests/setup/whole-shop.ts'
import { getOrder, retryPayment } from '../index.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop({ now: new Date('2026-03-01T10:00:00Z') })
})
afterAll(() => shop.close())

const expire = () => shop.runtime.jobs.runJob('ordering.expire-unpaid-orders')

test('an order that is not paid in time is given up with its stock and its payment; one that is paid stays', async () => {
  const [lamp] = await shop.newGoods(1, 5)
  if (!lamp) throw new Error('no goods')
  const unpaid = answered(await shop.buy(await shop.cartWith([lamp]), 1_800)).order
  const paid = answered(await shop.buy(await shop.cartWith([lamp]), 1_800)).order
  const atTheDoor = { payment: { provider: 'cash-on-delivery' } }
  const cash = answered(await shop.buy(await shop.cartWith([lamp]), 1_800, atTheDoor)).order
  const [second = ''] = await shop.paymentsOf(paid.number)
  answered(await shop.call(receiveWebhook, shop.bank.says(second, 'captured')))
  await shop.settled()

  shop.clock.now = new Date('2026-03-01T10:14:59Z')
  await expire()
  const show = async (order: { number: string; token?: string | undefined }) =>
    answered(await shop.call(getOrder, { number: order.number, token: order.token }))
  expect((await show(unpaid)).orderStatus).toBe('pending')

  shop.clock.now = new Date('2026-03-01T10:15:00Z')
  expect(
    codeOf(
      await shop.call(retryPayment, { number: unpaid.number, token: unpaid.token, payment: { provider: 'bank' } }),
    ),
  ).toBe('order_not_payable')
  await expire()
  await shop.settled()
  expect(await show(unpaid)).toMatchObject({ status: 'cancelled', paymentStatus: 'cancelled' })
  expect([(await show(paid)).orderStatus, (await show(cash)).orderStatus]).toEqual(['confirmed', 'confirmed'])
  expect(await shop.stockOf(lamp)).toEqual({ onHand: 3, reserved: 0 })
  const [paymentId] = await shop.paymentsOf(unpaid.number)
  const payment = answered(await shop.call(paymentQuery, paymentQuery.input.parse({ paymentId })))
  expect(payment.status).toBe('cancelled')
})
