import { listMailbox, readMailbox } from '@merx/notifications'
import { payment as paymentQuery, receiveWebhook } from '@merx/payments'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, type WholeShop } from '../../../tests/setup/whole-shop.ts'
import {
  cancelByStaff,
  cancelOrder,
  getOrder,
  listOrders,
  markDelivered,
  markReturned,
  markShipped,
  showOrder,
} from '../index.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop()
})
afterAll(() => shop.close())

const staff = { caller: { kind: 'staff', id: 'ida', permissions: 'all' } } as const

async function ordered(provider = 'bank') {
  const [lamp] = await shop.newGoods(1, 5)
  if (!lamp) throw new Error('no goods')
  const { order } = answered(await shop.buy(await shop.cartWith([lamp]), 1_800, { payment: { provider } }))
  const [paymentId = ''] = await shop.paymentsOf(order.number)
  const key = { number: order.number, token: order.token }
  return { lamp, key, paymentId }
}

async function paid() {
  const order = await ordered()
  answered(await shop.call(receiveWebhook, shop.bank.says(order.paymentId, 'captured')))
  await shop.settled()
  return order
}

describe('ordering.cancel-order', () => {
  test('frees the stock of an unpaid order and calls its payment off, and once more changes nothing', async () => {
    const { lamp, key, paymentId } = await ordered()
    const cancelled = answered(await shop.call(cancelOrder, key))
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      paymentStatus: 'cancelled',
      payable: false,
      cancellable: false,
    })
    expect(await shop.stockOf(lamp)).toEqual({ onHand: 5, reserved: 0 })
    await shop.settled()
    expect(answered(await shop.call(paymentQuery, paymentQuery.input.parse({ paymentId }))).status).toBe('cancelled')
    expect(shop.bank.payments.get(paymentId)?.status).toBe('cancelled')
    const shown = answered(await shop.call(getOrder, key))
    expect(answered(await shop.call(cancelOrder, key))).toEqual(shown)
  })

  test('gives the money of a paid order back and puts its stock on the shelf again', async () => {
    const { lamp, key } = await paid()
    answered(await shop.call(cancelOrder, key))
    await expect.poll(async () => answered(await shop.call(getOrder, key)).status).toBe('refunded')
    expect(await shop.stockOf(lamp)).toEqual({ onHand: 5, reserved: 0 })
    expect([...shop.bank.refunds.values()].map(({ amount }) => amount)).toEqual([{ amount: 1_800, currency: 'USD' }])
  })

  test('is refused once the order has left the house, and changes nothing', async () => {
    const { lamp, key } = await paid()
    answered(await shop.call(markShipped, { number: key.number }, staff))
    const before = answered(await shop.call(getOrder, key))
    expect(codeOf(await shop.call(cancelOrder, key))).toBe('order_not_cancellable')
    expect(answered(await shop.call(getOrder, key))).toEqual(before)
    expect(await shop.stockOf(lamp)).toEqual({ onHand: 4, reserved: 0 })
  })

  test('takes a wrong token for an unknown order, as showing it does', async () => {
    const { key } = await ordered()
    const wrong = { ...key, token: `${key.token?.slice(0, -1)}-` }
    const answers = [
      await shop.call(getOrder, { ...key, number: 'M-999999' }),
      await shop.call(getOrder, wrong),
      await shop.call(getOrder, { number: key.number }),
      await shop.call(cancelOrder, wrong),
      await shop.call(cancelOrder, { number: key.number }),
    ]
    expect(answers.map(codeOf)).toEqual(Array(5).fill('unknown_order'))
    expect(answered(await shop.call(getOrder, key)).orderStatus).toBe('pending')
  })
})

describe('staff', () => {
  test('cancel an order, named in its history', async () => {
    const { key } = await ordered('cash-on-delivery')
    const cancelled = answered(await shop.call(cancelByStaff, { number: key.number }, staff))
    expect(cancelled).toMatchObject({ orderStatus: 'cancelled', paymentStatus: 'cancelled', cancelReason: 'requested' })
    expect(cancelled.history.at(-1)).toMatchObject({ actor: 'staff:ida', reason: 'requested' })
  })

  test('move goods along their axis only', async () => {
    const { key } = await paid()
    const { number } = key
    expect(codeOf(await shop.call(markDelivered, { number }, staff))).toBe('illegal_move')
    expect(codeOf(await shop.call(markReturned, { number }, staff))).toBe('illegal_move')
    for (const [mark, status] of [
      [markShipped, 'shipped'],
      [markDelivered, 'delivered'],
      [markReturned, 'returned'],
    ] as const) {
      expect(answered(await shop.call(mark, { number }, staff)).status).toBe(status)
      const again = answered(await shop.call(mark, { number }, staff))
      expect(again.history.filter((entry) => entry.status === status)).toHaveLength(1)
    }
    const unpaid = (await ordered()).key
    expect(codeOf(await shop.call(markShipped, { number: unpaid.number }, staff))).toBe('illegal_move')
    expect(codeOf(await shop.call(markShipped, { number: 'M-999999' }, staff))).toBe('unknown_order')
  })

  test('list orders, the newest first, a page at a time and by status', async () => {
    const numbers = []
    for (let count = 0; count < 3; count += 1) numbers.unshift((await ordered('cash-on-delivery')).key.number)
    const list = async (filter: object) => answered(await shop.call(listOrders, listOrders.input.parse(filter), staff))
    const first = await list({ orderStatus: 'confirmed', paymentStatus: 'authorized', limit: 2 })
    expect(first.items.map(({ number }) => number)).toEqual(numbers.slice(0, 2))
    const second = await list({ orderStatus: 'confirmed', paymentStatus: 'authorized', limit: 2, after: first.next })
    expect(second.items[0]?.number).toBe(numbers[2])
    expect((await list({ email: 'ADA@example.com', limit: 1 })).items[0]).toMatchObject({ email: 'ada@example.com' })
    expect((await list({ email: 'nobody@example.com' })).items).toEqual([])
    expect(codeOf(await shop.call(showOrder, { number: 'M-999999' }, staff))).toBe('unknown_order')
  })
})

describe('the mails of an order', () => {
  test('are written once for each event, with a link that opens the order', async () => {
    const { key } = await paid()
    answered(await shop.call(cancelOrder, key))
    await shop.settled()
    const { items } = await shop.call(listMailbox, { limit: 500 })
    const mails = items.filter(({ subject }) => subject.includes(key.number))
    // sent side by side, so in any order
    expect(mails.map(({ subject, received }) => `${received} ${subject}`).toSorted()).toEqual([
      `1 We have received your order ${key.number}`,
      `1 Your order ${key.number} is cancelled`,
      `1 Your order ${key.number} is confirmed`,
    ])
    const id = mails.find(({ subject }) => subject.endsWith('cancelled'))?.id
    const mail = answered(await shop.call(readMailbox, readMailbox.input.parse({ id })))
    expect(mail.text).toContain('$18.00 go back to you')
    const link = new URL(/https:\/\/shop\.example\/orders\/\S+/.exec(mail.text)?.[0] ?? '')
    expect(link.pathname).toBe(`/orders/${key.number}`)
    const token = link.searchParams.get('token') ?? ''
    expect(token).not.toBe(key.token)
    expect(answered(await shop.call(getOrder, { number: key.number, token })).number).toBe(key.number)
  })

  test('are one for an order that is confirmed as it is placed', async () => {
    const { key } = await ordered('cash-on-delivery')
    await shop.settled()
    const { items } = await shop.call(listMailbox, { limit: 500 })
    const mails = items.filter(({ subject }) => subject.includes(key.number))
    expect(mails.map(({ subject }) => subject)).toEqual([`Your order ${key.number} is confirmed`])
    const mail = answered(await shop.call(readMailbox, readMailbox.input.parse({ id: mails[0]?.id })))
    expect(mail.text).toContain('Cash on delivery: you pay $18.00 at the door.')
  })

  test('no event and no delivery carries an address', async () => {
    const [found] = await shop.runtime.databaseOf('ordering').web<{ leaks: number }[]>`
      select count(*) as leaks from (
        select payload from kernel.event union all select payload from kernel.delivery) as written
      where payload::text ~* 'ada@example|lovelace|analytical'`
    expect(found?.leaks).toBe(0)
  })
})
