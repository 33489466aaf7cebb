import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, type WholeShop } from '../../../tests/setup/whole-shop.ts'
import { getOrder, retryPayment } from '../index.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop({ now: new Date('2026-03-01T10:00:00Z') })
})
afterAll(() => shop.close())

test('a way to pay that the shop does not have is refused, and the order is paid or given up as before', async () => {
  const [lamp] = await shop.newGoods(1, 5)
  if (!lamp) throw new Error('no goods')
  const { order } = answered(await shop.buy(await shop.cartWith([lamp]), 1_800))
  const { number, token } = order
  const before = answered(await shop.call(getOrder, { number, token }))

  const retried = await shop.call(retryPayment, { number, token, payment: { provider: 'shells' } })

  expect(codeOf(retried)).toBe('unknown_provider')
  await shop.settled()
  expect(answered(await shop.call(getOrder, { number, token }))).toEqual(before)

  shop.clock.now = new Date('2026-03-01T10:15:00Z')
  await shop.runtime.jobs.runJob('ordering.expire-unpaid-orders')
  await shop.settled()
  expect(answered(await shop.call(getOrder, { number, token })).orderStatus).toBe('cancelled')
  expect(await shop.stockOf(lamp)).toEqual({ onHand: 5, reserved: 0 })
})
