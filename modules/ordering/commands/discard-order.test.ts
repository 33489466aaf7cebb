import { newId } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answered } from '../../../tests/setup/whole-shop.ts'
import { OrderId } from '../domain/ids.ts'
import type { NewOrder } from '../domain/new-order.ts'
import { orderingModule } from '../index.ts'
import { discardOrder } from './discard-order.ts'
import { placeOrder } from './place-order.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [orderingModule], clock: false })
})
afterAll(() => shop.close())

const eur = (amount: number) => ({ amount, currency: 'EUR' as const })

function newOrder(cartId: string): NewOrder {
  const address = { name: 'Ada', line1: '1 Row', city: 'Berlin', postalCode: '10115', country: 'DE' }
  const paid = { subtotal: eur(1_000), discount: eur(0), tax: eur(160), total: eur(1_000) }
  const line = { variantId: newId(), productId: newId(), sku: 'L', name: 'Lamp', productSlug: 'lamp', quantity: 1 }
  return {
    orderId: OrderId.parse(newId()),
    cartId,
    cartVersion: 1,
    paymentId: newId(),
    provider: 'bank',
    userId: null,
    tokenHash: Buffer.from(newId().replaceAll('-', '')).toString('base64'),
    market: 'eu',
    language: 'de',
    currency: 'EUR',
    email: 'ada@example.com',
    shippingAddress: address,
    billingAddress: address,
    shippingOptionId: newId(),
    shippingOptionName: 'Post',
    taxIncluded: true,
    totals: { ...paid, shipping: eur(0) },
    lines: [{ ...line, ...paid, options: [], image: null, unitPrice: eur(1_000) }],
    taxLines: [],
    placedAt: '2026-03-01T10:00:00.000Z',
    expiresAt: '2026-03-01T10:15:00.000Z',
  }
}

test('an order that is taken back leaves its cart free for another one', async () => {
  const cartId = newId()
  const first = newOrder(cartId)
  answered(await shop.call(placeOrder, first))
  expect(answered(await shop.call(placeOrder, newOrder(cartId)))).toMatchObject({
    isNew: false,
    orderId: first.orderId,
  })
  await shop.call(discardOrder, first)
  await shop.call(discardOrder, first)
  expect(answered(await shop.call(placeOrder, newOrder(cartId))).isNew).toBe(true)
  const [row] = await shop.runtime.databaseOf('ordering').web`
    select order_status, cancel_reason, (select count(*) from ordering.order_event where order_id = placed.id) as moves
    from ordering.order placed where id = ${first.orderId}`
  expect(row).toEqual({ order_status: 'cancelled', cancel_reason: 'refused', moves: 3 })
})

test('taken back before it was written, an order cannot be written late', async () => {
  const late = newOrder(newId())
  await shop.call(discardOrder, late)
  await expect(shop.call(placeOrder, late)).rejects.toThrow('order_pkey')
  expect(answered(await shop.call(placeOrder, newOrder(late.cartId))).isNew).toBe(true)
})
