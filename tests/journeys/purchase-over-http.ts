import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerChallenge, payWith } from './bank-page.ts'
import { answerOf, type Buyer, newBuyer, newStaff } from './buyer.ts'
import { mailsTo } from './mailbox.ts'
import { type Opener, type OpenShop, staffKey } from './open-shop.ts'
import { anyVariant, bankPageOf, type FullCart, fillCart, newEmail, orderOnce } from './purchase.ts'

/** A purchase as the typed client makes it, in every way that it can go. The same for a shop of any shape. */
export function purchaseOverHttp(open: Opener): void {
  let shop: OpenShop
  beforeAll(async () => {
    shop = await open()
    const variantId = await anyVariant(newBuyer(shop.url))
    const delivery = { variantId, location: 'main', delta: 1_000, reason: 'enough for every buyer of these tests' }
    answerOf(await newStaff(shop.url, staffKey).call('inventory.adjust-stock', delivery))
  })
  afterAll(() => shop?.stop())

  const confirmed = { orderStatus: 'confirmed', paymentStatus: 'paid', status: 'paid' } as const

  /** What lies in the house of the variants of a cart, and what of it is promised. */
  async function stockOf({ lines }: FullCart) {
    const staff = newStaff(shop.url, staffKey)
    const [line] = lines
    const { levels } = answerOf(await staff.call('inventory.get-stock', { variantId: line?.variantId ?? '' }))
    const sum = (name: 'onHand' | 'reserved') => levels.reduce((all, level) => all + level[name], 0)
    return { onHand: sum('onHand'), reserved: sum('reserved') }
  }

  async function checkOut(buyer: Buyer, cart: FullCart) {
    const placed = answerOf(await buyer.call('ordering.checkout', cart.checkout))
    const { number, token } = placed.order
    return { ...placed, number, token, read: () => buyer.call('ordering.get-order', { number, token }) }
  }

  async function expectMails(email: string, subjects: readonly string[]): Promise<void> {
    await expect.poll(async () => (await mailsTo(shop.url, email)).map(({ subject }) => subject)).toEqual(subjects)
    const ids = (await mailsTo(shop.url, email)).map(({ messageId }) => messageId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[^@\s]+@[^@\s]+$/)
  }

  const mailsOf = (number: string) => [`We have received your order ${number}`, `Your order ${number} is confirmed`]

  describe.each(['header', 'cookie'] as const)('a purchase with the cart in the %s', (by) => {
    test('paid by card: the order is confirmed, the stock is taken, two mails are sent', async () => {
      const [buyer, email] = [newBuyer(shop.url, by), newEmail()]
      const cart = await fillCart(buyer, email, 2)
      const before = await stockOf(cart)

      const { number, order, payment, read } = await checkOut(buyer, cart)

      expect(order).toMatchObject({ orderStatus: 'pending', payable: true, total: cart.checkout.expectedTotal })
      expect(payment).toMatchObject({ provider: 'sandbox', status: 'pending', next: { kind: 'redirect' } })
      expect(await stockOf(cart)).toEqual({ onHand: before.onHand, reserved: before.reserved + 2 })

      const sent = await payWith(bankPageOf({ payment }), 'accepted')

      expect(sent).toMatchObject({ status: 303, location: expect.stringContaining(`${shop.url}/orders/${number}`) })
      const paid = await orderOnce(read, confirmed)
      expect(paid).toMatchObject({ email, lines: [{ quantity: 2 }], totals: { total: cart.checkout.expectedTotal } })
      expect(paid.timeline.map(({ axis, status }) => `${axis} ${status}`)).toEqual(
        expect.arrayContaining(['order pending', 'order confirmed', 'payment paid']),
      )
      expect(await stockOf(cart)).toEqual({ onHand: before.onHand - 2, reserved: before.reserved })
      await expectMails(email, mailsOf(number))
    })

    test('the card is declined: nothing is taken until the order is paid again', async () => {
      const [buyer, email] = [newBuyer(shop.url, by), newEmail()]
      const cart = await fillCart(buyer, email, 1)
      const before = await stockOf(cart)
      const { number, token, payment, read } = await checkOut(buyer, cart)

      await payWith(bankPageOf({ payment }), 'declined')

      await orderOnce(read, { orderStatus: 'pending', paymentStatus: 'failed', status: 'failed', payable: true })
      expect(await stockOf(cart)).toEqual({ onHand: before.onHand, reserved: before.reserved + 1 })

      const again = answerOf(
        await buyer.call('ordering.retry-payment', { number, token, payment: { provider: 'sandbox' } }),
      )
      expect(bankPageOf(again)).not.toBe(bankPageOf({ payment }))
      await payWith(bankPageOf(again), 'accepted')

      await orderOnce(read, confirmed)
      expect(await stockOf(cart)).toEqual({ onHand: before.onHand - 1, reserved: before.reserved })
      await expectMails(email, mailsOf(number))
    })

    test('the bank asks for a confirmation: refused it fails, given it pays', async () => {
      const [buyer, email] = [newBuyer(shop.url, by), newEmail()]
      const { number, payment, read } = await checkOut(buyer, await fillCart(buyer, email, 1))

      const refused = await payWith(bankPageOf({ payment }), 'confirmed')
      expect(refused.location).toMatch(/\/challenge$/)
      await answerChallenge(refused.location, 'refuse')
      await orderOnce(read, { orderStatus: 'pending', paymentStatus: 'failed' })

      const asked = await payWith(bankPageOf({ payment }), 'confirmed')
      const sent = await answerChallenge(asked.location, 'approve')

      expect(sent.location).toContain(`/orders/${number}`)
      await orderOnce(read, confirmed)
      await expectMails(email, mailsOf(number))
    })

    test('paid at the door: confirmed at once, told in one mail', async () => {
      const [buyer, email] = [newBuyer(shop.url, by), newEmail()]
      const cart = await fillCart(buyer, email, 1)
      const before = await stockOf(cart)

      const { number, order, payment } = await checkOut(buyer, {
        ...cart,
        checkout: { ...cart.checkout, payment: { provider: 'cash-on-delivery' } },
      })

      expect(payment).toMatchObject({ next: { kind: 'none' }, problem: null })
      expect(order).toMatchObject({ orderStatus: 'confirmed', paymentStatus: 'authorized', payable: false })
      expect(await stockOf(cart)).toEqual({ onHand: before.onHand - 1, reserved: before.reserved })
      await expectMails(email, mailsOf(number).slice(1))
    })
  })

  describe('tokens', () => {
    test('only a caller who asks for it is told the token of the cart', async () => {
      const inHeader = newBuyer(shop.url, 'header')
      const told = answerOf(
        await inHeader.call('cart.add-item', { variantId: await anyVariant(inHeader), quantity: 1 }),
      )
      expect(told.token).toMatch(/^[\w.~-]{20,}$/)
      expect(inHeader.tokens.get('merx-cart')).toBe(told.token)
      expect(inHeader.setCookies).toEqual([])
      const shown = answerOf(await inHeader.call('cart.get-cart'))
      expect(shown.id).toBe(told.id)
      expect(shown).not.toHaveProperty('token')

      const inCookie = newBuyer(shop.url, 'cookie')
      const added = await inCookie.call('cart.add-item', { variantId: await anyVariant(inCookie), quantity: 1 })
      expect(answerOf(added)).not.toHaveProperty('token')
      // where the shop has a standby, it also tells the buyer how far its database has come
      const tokens = inCookie.setCookies.filter((cookie) => !cookie.startsWith('merx_position='))
      expect(tokens).toEqual([
        expect.stringMatching(/^merx_cart=[\w.~-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/),
      ])
    })

    test('an order opens by its token, by what the buyer was handed, and by nothing else', async () => {
      const buyer = newBuyer(shop.url, 'cookie')
      const { number, token = '' } = await checkOut(buyer, await fillCart(buyer, newEmail(), 1))

      expect(answerOf(await buyer.call('ordering.get-order', { number })).number).toBe(number)
      const stranger = newBuyer(shop.url, 'cookie')
      expect(answerOf(await stranger.call('ordering.get-order', { number, token })).number).toBe(number)
      const wrong = await stranger.call('ordering.get-order', { number, token: `${token.slice(0, -1)}x` })
      const without = await stranger.call('ordering.get-order', { number })
      const unknown = await stranger.call('ordering.get-order', { number: 'M-999999', token })
      for (const answer of [wrong, without, unknown])
        expect(answer).toMatchObject({ ok: false, status: 404, code: 'unknown_order' })
    })
  })

  describe('the total that the buyer was shown', () => {
    test('is held to: another one is refused, and nothing has changed', async () => {
      const buyer = newBuyer(shop.url)
      const cart = await fillCart(buyer, newEmail(), 1)
      const before = await stockOf(cart)
      const { amount, currency } = cart.checkout.expectedTotal

      const answer = await buyer.call('ordering.checkout', {
        ...cart.checkout,
        expectedTotal: { amount: amount - 1, currency },
      })

      expect(answer).toMatchObject({ ok: false, status: 409, code: 'total_changed' })
      expect(await stockOf(cart)).toEqual(before)
      expect(answerOf(await buyer.call('cart.get-cart'))).toMatchObject({ count: 1 })
      expect(answerOf(await buyer.call('ordering.checkout', cart.checkout)).order.total.amount).toBe(amount)
    })
  })

  describe('a checkout that is sent again', () => {
    test('with its key gives the same answer, and the key takes no other body', async () => {
      const buyer = newBuyer(shop.url)
      const { checkout } = await fillCart(buyer, newEmail(), 1)
      const idempotencyKey = `key-${checkout.email}`

      const first = await buyer.call('ordering.checkout', checkout, { idempotencyKey })
      const again = await buyer.call('ordering.checkout', checkout, { idempotencyKey })
      const other = await buyer.call(
        'ordering.checkout',
        { ...checkout, payment: { provider: 'cash-on-delivery' } },
        { idempotencyKey },
      )

      expect(answerOf(first).order.orderStatus).toBe('pending')
      expect(again).toEqual(first)
      expect(other).toMatchObject({ ok: false, status: 422, code: 'idempotency_key_reused' })
    })

    test('without a key is answered with the order that the cart became, ten times at once', async () => {
      const [buyer, email] = [newBuyer(shop.url), newEmail()]
      const { checkout, lines } = await fillCart(buyer, email, 1)
      const before = await stockOf({ checkout, lines })

      const answers = await Promise.all(Array.from({ length: 10 }, () => buyer.call('ordering.checkout', checkout)))

      const numbers = answers.map((answer) => answerOf(answer).order.number)
      expect(new Set(numbers).size).toBe(1)
      expect(await stockOf({ checkout, lines })).toEqual({ ...before, reserved: before.reserved + 1 })
      await expectMails(email, mailsOf(numbers[0] ?? '').slice(0, 1))
    })

    test('another try to pay with the same key is the same try', async () => {
      const buyer = newBuyer(shop.url)
      const { number, token, payment, read } = await checkOut(buyer, await fillCart(buyer, newEmail(), 1))
      await payWith(bankPageOf({ payment }), 'withoutFunds')
      await orderOnce(read, { paymentStatus: 'failed' })
      const retry = { number, token, payment: { provider: 'sandbox' } }

      const first = await buyer.call('ordering.retry-payment', retry, { idempotencyKey: `retry-${number}` })
      const again = await buyer.call('ordering.retry-payment', retry, { idempotencyKey: `retry-${number}` })

      expect(answerOf(first).payment.next.kind).toBe('redirect')
      expect(again).toEqual(first)
    })
  })

  describe('a bank that misbehaves', () => {
    const control = async (path: string, body?: object) => {
      const answer = await fetch(`${shop.url}/dev/bank/test/${path}`, {
        headers: { authorization: `Bearer ${shop.bankKey}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
      expect(answer.ok).toBe(true)
      return answer.text()
    }
    const behave = (behaviour: object) => control('behaviour', behaviour)

    test('tells everything three times and in the wrong order: the buyer is served once', async () => {
      const [buyer, email] = [newBuyer(shop.url), newEmail()]
      const cart = await fillCart(buyer, email, 2)
      const before = await stockOf(cart)
      await behave({ duplicates: 2, reorder: true })
      try {
        const { number, payment, read } = await checkOut(buyer, cart)
        await payWith(bankPageOf({ payment }), 'accepted')

        await expect.poll(() => control('payments')).not.toContain('"state":"waiting"')
        await orderOnce(read, confirmed)
        await expectMails(email, mailsOf(number))
        expect(await stockOf(cart)).toEqual({ onHand: before.onHand - 2, reserved: before.reserved })
      } finally {
        await behave({})
      }
    })

    test('is out of order: the order stands and is paid later', async () => {
      const buyer = newBuyer(shop.url)
      const cart = await fillCart(buyer, newEmail(), 1)
      await behave({ unavailable: true })
      const placed = await checkOut(buyer, cart).finally(() => behave({}))
      expect(placed.payment).toMatchObject({ status: 'unavailable', problem: { code: 'payment_unavailable' } })

      const { number, token, read } = placed
      const again = answerOf(
        await buyer.call('ordering.retry-payment', { number, token, payment: { provider: 'sandbox' } }),
      )
      await payWith(bankPageOf(again), 'accepted')

      await orderOnce(read, confirmed)
    })
  })
}
