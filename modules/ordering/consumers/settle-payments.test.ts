import { payment as paymentQuery, receiveWebhook } from '@merx/payments'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answered, codeOf, openWholeShop, type WholeShop } from '../../../tests/setup/whole-shop.ts'
import { cancelOrder, getOrder, retryPayment } from '../index.ts'

let shop: WholeShop
beforeAll(async () => {
  shop = await openWholeShop()
})
afterAll(() => shop.close())

/** An order of one piece of a new variant, of which there are five. */
async function ordered(provider = 'bank') {
  const [lamp] = await shop.newGoods(1, 5)
  if (!lamp) throw new Error('no goods')
  const { order } = answered(await shop.buy(await shop.cartWith([lamp]), 1_800, { payment: { provider } }))
  return { lamp, ...order, paymentIds: () => shop.paymentsOf(order.number) }
}

async function say(paymentId: string | undefined, status: 'captured' | 'authorized' | 'failed' | 'cancelled') {
  const reason = status === 'failed' ? 'card_declined' : undefined
  answered(await shop.call(receiveWebhook, shop.bank.says(paymentId ?? '', status, reason)))
  await shop.settled()
}

const show = async (order: { number: string; token?: string | undefined }) =>
  answered(await shop.call(getOrder, { number: order.number, token: order.token }))

const paidBack = () => [...shop.bank.refunds.values()].map(({ amount }) => amount.amount)

describe('what becomes of a payment', () => {
  test('captured: the order is confirmed and paid, its stock committed, the history tells', async () => {
    const order = await ordered()
    await say((await order.paymentIds())[0], 'captured')
    expect(await show(order)).toMatchObject({
      status: 'paid',
      orderStatus: 'confirmed',
      paymentStatus: 'paid',
      payable: false,
      timeline: [
        { axis: 'order', status: 'pending' },
        { axis: 'order', status: 'confirmed' },
        { axis: 'payment', status: 'paid' },
      ],
    })
    expect(await shop.stockOf(order.lamp)).toEqual({ onHand: 4, reserved: 0 })
  })

  test('the same word twice changes nothing', async () => {
    const order = await ordered()
    const [paymentId] = await order.paymentIds()
    await say(paymentId, 'captured')
    const before = await show(order)
    await say(paymentId, 'captured')
    expect(await show(order)).toEqual(before)
    expect(await shop.stockOf(order.lamp)).toEqual({ onHand: 4, reserved: 0 })
  })

  test('failed: the order stays open with its stock, and another try pays it', async () => {
    const order = await ordered()
    const [first] = await order.paymentIds()
    await say(first, 'failed')
    expect(await show(order)).toMatchObject({ status: 'failed', orderStatus: 'pending', payable: true })
    expect(await shop.stockOf(order.lamp)).toEqual({ onHand: 5, reserved: 1 })

    const again = answered(
      await shop.call(retryPayment, { number: order.number, token: order.token, payment: { provider: 'bank' } }),
    )
    expect(again).toMatchObject({
      order: { status: 'pending', paymentStatus: 'pending' },
      payment: { provider: 'bank', next: { kind: 'redirect' } },
    })
    const [, second] = await order.paymentIds()
    await say(second, 'captured')
    expect(await show(order)).toMatchObject({ status: 'paid', payments: [{ status: 'cancelled' }, { status: 'paid' }] })
    expect(answered(await shop.call(paymentQuery, paymentQuery.input.parse({ paymentId: first }))).status).toBe(
      'cancelled',
    )
  })

  test('another method on the same order: cash confirms it at once, and the card that pays after all is refunded', async () => {
    const order = await ordered()
    const [card] = await order.paymentIds()
    const paidAtTheDoor = { number: order.number, token: order.token, payment: { provider: 'cash-on-delivery' } }
    expect(answered(await shop.call(retryPayment, paidAtTheDoor)).order).toMatchObject({ orderStatus: 'confirmed' })
    const before = paidBack().length
    await say(card, 'captured')
    expect(paidBack().slice(before)).toEqual([1_800])
    expect(await show(order)).toMatchObject({ orderStatus: 'confirmed', paymentStatus: 'authorized' })
    expect(codeOf(await shop.call(retryPayment, paidAtTheDoor))).toBe('order_not_payable')
  })

  test('a double click on another try makes one payment', async () => {
    const order = await ordered()
    await say((await order.paymentIds())[0], 'failed')
    const retry = { number: order.number, token: order.token, payment: { provider: 'bank' } }
    const [one, two] = await Promise.all([shop.call(retryPayment, retry), shop.call(retryPayment, retry)])
    expect(answered(one)).toEqual(answered(two))
    expect(await order.paymentIds()).toHaveLength(2)
  })

  test('captured after the order was cancelled: the money goes back by itself', async () => {
    const order = await ordered()
    answered(await shop.call(cancelOrder, { number: order.number, token: order.token }))
    await shop.settled()
    const before = paidBack().length
    await say((await order.paymentIds())[0], 'captured')
    await expect.poll(async () => (await show(order)).paymentStatus).toBe('refunded')
    expect(await show(order)).toMatchObject({ orderStatus: 'cancelled', status: 'refunded' })
    expect(paidBack().slice(before)).toEqual([1_800])
    expect(await shop.stockOf(order.lamp)).toEqual({ onHand: 5, reserved: 0 })
  })
})
