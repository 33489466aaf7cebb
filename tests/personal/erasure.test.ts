import { userErased } from '@merx/accounts/events'
import { cartModule } from '@merx/cart'
import { isRefused, type Module, newId } from '@merx/kernel'
import { orderingModule } from '@merx/ordering'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWholeShop, type WholeShop } from '../setup/whole-shop.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop()
})
afterAll(() => shop?.close())

const recordsOf = ({ personal }: Module, userId: string) => {
  if (!personal?.records) throw new Error('the module tells nothing')
  return shop.runtime.call(personal.records, { userId })
}

test('who is erased is gone from what was bought and what lies in the cart; open orders keep their address until they are finished', async () => {
  const userId = newId()
  const ordering = shop.runtime.databaseOf('ordering').web
  const [lamp] = await shop.newGoods(1, 5)
  if (!lamp) throw new Error('no goods')
  const placed = await Promise.all([1, 2].map(async () => shop.buy(await shop.cartWith([lamp]), 1_800)))
  const numbers = placed.map((answer) => (isRefused(answer) ? '' : answer.order.number.slice(2)))
  await ordering`update ordering.order set user_id = ${userId} where number = any(${numbers}::bigint[])`
  await ordering`update ordering.order set order_status = 'cancelled', cancel_reason = 'requested' where number = ${numbers[0] ?? ''}`
  await shop.runtime.databaseOf('cart').web`
    insert into cart.cart (id, user_id, market, expires_at) values (${newId()}, ${userId}, 'us', now() + interval '1 day')`

  const told = await recordsOf(orderingModule, userId)
  expect(told.records).toHaveLength(2)
  expect(told.records[0]?.fields).toContainEqual({ name: 'shippingAddress.line1', value: '1 Analytical Row' })

  const erase = () => shop.runtime.databaseOf('accounts').web`
    insert into kernel.event (id, name, key, payload)
    values (${newId()}, ${userErased.name}, ${userId}, ${shop.runtime.databaseOf('accounts').web.json({ userId })})`
  // told twice, it is done once
  await erase()
  await erase()
  await shop.settled()
  await shop.runtime.jobs.runJob('ordering.erase-people')

  const orders = await ordering<
    { userId: string | null; email: string; address: { line1: string; country: string } }[]
  >`
    select user_id as "userId", email, shipping_address as address from ordering.order
    where number = any(${numbers}::bigint[]) order by number = ${numbers[0] ?? ''} desc`
  expect(orders[0]).toMatchObject({
    userId: null,
    email: 'erased@example.invalid',
    address: { name: 'Erased', line1: 'Erased', city: 'Erased', country: 'US', region: 'NY', postalCode: '10001' },
  })
  expect(JSON.stringify(orders[0])).not.toMatch(/Ada|Analytical|New York/)
  expect(orders[1]).toMatchObject({ userId, email: 'ada@example.com', address: { line1: '1 Analytical Row' } })
  expect((await recordsOf(cartModule, userId)).records).toEqual([])
  expect(await shop.runtime.databaseOf('cart').web`select 1 from cart.cart where user_id = ${userId}`).toHaveLength(0)

  await ordering`update ordering.order set order_status = 'cancelled', cancel_reason = 'requested' where user_id = ${userId}`
  await shop.runtime.jobs.runJob('ordering.erase-people')
  expect(await ordering`select 1 from ordering.order where user_id = ${userId}`).toHaveLength(0)
  expect(await ordering`select 1 from ordering.erasure`).toHaveLength(0)
})
