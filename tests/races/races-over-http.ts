import type { Api } from '@merx/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BankPayment, readBankAccount } from '../chaos/bank-account.ts'
import { payWith } from '../journeys/bank-page.ts'
import { answerOf, type Buyer, newBuyer, newStaff } from '../journeys/buyer.ts'
import { type Opener, type OpenShop, staffKey } from '../journeys/open-shop.ts'
import { bankPageOf, type CheckoutInput, home, newEmail, orderOnce } from '../journeys/purchase.ts'

type Filled = { readonly buyer: Buyer; readonly checkout: CheckoutInput }

type Placed = Api['ordering.checkout']['output']

const patience = { timeout: 30_000, interval: 100 }

/** Many buyers and an impatient bank at once, over HTTP alone. The same for a shop of any shape, its limits raised so that nobody meets them. */
export function racesOverHttp(open: Opener): void {
  let shop: OpenShop
  let goods: string[]
  beforeAll(async () => {
    shop = await open()
    const { items } = answerOf(await newBuyer(shop.url).call('catalog.list-products', { limit: 48, inStock: true }))
    const products = await Promise.all(
      items.map(async ({ slug }) => answerOf(await newBuyer(shop.url).call('catalog.get-product', { slug }))),
    )
    // the last of the list: journeys begin at its head
    goods = products.toReversed().flatMap(({ variants }) => variants.slice(0, 1).map(({ id }) => id))
  }, 180_000)
  afterAll(() => shop?.stop(), 60_000)

  /** A variant that no other test buys, of which as many lie there as told. */
  const aVariant = async (pieces: number): Promise<string> => {
    const variantId = goods.shift()
    if (!variantId) throw new Error('The shop has too few goods for these tests')
    const delta = pieces - (await stockOf(variantId)).onHand
    const count = { variantId, location: 'main', delta, reason: 'counted for a race' }
    if (delta !== 0) answerOf(await newStaff(shop.url, staffKey).call('inventory.adjust-stock', count))
    return variantId
  }

  const stockOf = async (variantId: string) => {
    const { levels } = answerOf(await newStaff(shop.url, staffKey).call('inventory.get-stock', { variantId }))
    const sum = (name: 'onHand' | 'reserved') => levels.reduce((all, level) => all + level[name], 0)
    return { onHand: sum('onHand'), reserved: sum('reserved') }
  }

  const fillCart = async (variantId: string): Promise<Filled> => {
    const buyer = newBuyer(shop.url)
    answerOf(await buyer.call('cart.add-item', { variantId, quantity: 1 }))
    const { country, region, postalCode } = home
    const shipping = answerOf(await buyer.call('cart.list-shipping-options', { country, region, postalCode }))
    const [option] = shipping.items
    if (!option) throw new Error('Nothing is shipped to New York')
    const { id: shippingOptionId, total: expectedTotal } = option
    const payment = { provider: 'sandbox' }
    return {
      buyer,
      checkout: { email: newEmail(), shippingAddress: home, shippingOptionId, payment, expectedTotal },
    }
  }

  const buy = async (variantId: string): Promise<Filled & { readonly placed: Placed }> => {
    const filled = await fillCart(variantId)
    return { ...filled, placed: answerOf(await filled.buyer.call('ordering.checkout', filled.checkout)) }
  }

  const bankAccount = (): Promise<readonly BankPayment[]> =>
    readBankAccount({ url: `${shop.url}/dev/bank`, key: shop.bankKey })

  const tellBank = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${shop.url}/dev/bank/test/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.bankKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.ok).toBe(true)
  }

  test('200 buyers for 20 pieces: exactly 20 orders, the others are told that nothing is left', async () => {
    const variantId = await aVariant(20)
    const carts = await Promise.all(Array.from({ length: 200 }, () => fillCart(variantId)))

    const answers = await Promise.all(carts.map(({ buyer, checkout }) => buyer.call('ordering.checkout', checkout)))

    expect(tally(answers)).toEqual({ ordered: 20, out_of_stock: 180 })
    const placed = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
    expect(new Set(placed.map(({ order }) => order.number)).size).toBe(20)
    expect(await stockOf(variantId)).toEqual({ onHand: 20, reserved: 20 })
    await Promise.all(placed.map((one) => payWith(bankPageOf(one), 'accepted')))
    await expect.poll(() => stockOf(variantId), patience).toEqual({ onHand: 0, reserved: 0 })
  }, 240_000)

  test.each([
    ['without a key', undefined],
    ['with one key', 'fifty-times-the-same-checkout'],
  ])(
    'the same checkout 50 times at once is one order, %s',
    async (_how, idempotencyKey) => {
      const variantId = await aVariant(5)
      const { buyer, checkout } = await fillCart(variantId)
      const options = idempotencyKey === undefined ? {} : { idempotencyKey }
      const send = async () => {
        for (;;) {
          const answer = await buyer.call('ordering.checkout', checkout, options)
          // somebody is at it, and says: send the same again
          if (answer.ok || answer.code !== 'idempotency_key_in_progress') return answer
        }
      }

      const answers = await Promise.all(Array.from({ length: 50 }, send))

      expect(tally(answers)).toEqual({ ordered: 50 })
      const told = answers
        .map(answerOf)
        .map(({ order, payment }) => JSON.stringify([order.number, order.token, payment]))
      expect(new Set(told).size).toBe(1)
      expect(await stockOf(variantId)).toEqual({ onHand: 5, reserved: 1 })
    },
    120_000,
  )

  test('the bank tells of a payment twice and late: the order is confirmed once', async () => {
    const variantId = await aVariant(5)
    await tellBank('behaviour', { hold: true, duplicates: 1 })
    const { buyer, placed } = await buy(variantId)
    await payWith(bankPageOf(placed), 'accepted').finally(() => tellBank('behaviour', {}))
    const { number, token } = placed.order
    expect(answerOf(await buyer.call('ordering.get-order', { number, token })).orderStatus).toBe('pending')

    await tellBank('webhooks/release', {})

    const order = await orderOnce(() => buyer.call('ordering.get-order', { number, token }), {
      orderStatus: 'confirmed',
      paymentStatus: 'paid',
    })
    expect(order.timeline.filter(({ axis, status }) => axis === 'order' && status === 'confirmed')).toHaveLength(1)
    await expect.poll(() => stockOf(variantId), patience).toEqual({ onHand: 4, reserved: 0 })
  }, 60_000)

  test('a payment that comes when the order is cancelled is given back', async () => {
    const variantId = await aVariant(5)
    await tellBank('behaviour', { hold: true })
    const { buyer, placed } = await buy(variantId)
    await payWith(bankPageOf(placed), 'accepted').finally(() => tellBank('behaviour', {}))
    const { number, token } = placed.order
    answerOf(await buyer.call('ordering.cancel-order', { number, token }))

    await tellBank('webhooks/release', {})

    await orderOnce(() => buyer.call('ordering.get-order', { number, token }), {
      orderStatus: 'cancelled',
      paymentStatus: 'refunded',
    })
    await expect.poll(() => stockOf(variantId), patience).toEqual({ onHand: 5, reserved: 0 })
  }, 60_000)

  test('cancelled while it is paid, ten times: each order is either confirmed and paid or cancelled and paid back', async () => {
    const variantId = await aVariant(10)
    const bought = await Promise.all(Array.from({ length: 10 }, () => buy(variantId)))

    await Promise.all(
      bought.map(async ({ buyer, placed }, index) => {
        const { number, token } = placed.order
        const cancel = () => buyer.call('ordering.cancel-order', { number, token })
        const pay = () => payWith(bankPageOf(placed), 'accepted')
        // in turn who comes first, as far as that can be told
        await Promise.all(index % 2 === 0 ? [cancel(), pay()] : [pay(), cancel()])
      }),
    )

    const ends = async () =>
      Promise.all(
        bought.map(async ({ buyer, placed }) => {
          const { number, token } = placed.order
          const order = answerOf(await buyer.call('ordering.get-order', { number, token }))
          return { status: order.orderStatus, kept: await keptFor(placed) }
        }),
      )
    const keptFor = async ({ payment }: Placed): Promise<number> => {
      const page = bankPageOf({ payment })
      const own = (await bankAccount()).filter(({ id }) => page.includes(id))
      return own.reduce((sum, { received, refunded }) => sum + received - refunded, 0)
    }
    const total = bought[0]?.placed.order.total.amount
    await expect
      .poll(
        async () => (await ends()).every(({ status, kept }) => kept === (status === 'confirmed' ? total : 0)),
        patience,
      )
      .toBe(true)
    const confirmed = (await ends()).filter(({ status }) => status === 'confirmed').length
    await expect.poll(() => stockOf(variantId), patience).toEqual({ onHand: 10 - confirmed, reserved: 0 })
  }, 120_000)
}

function tally(answers: readonly ({ readonly ok: true } | { readonly ok: false; readonly code: string })[]) {
  const names = answers.map((answer) => (answer.ok ? 'ordered' : answer.code))
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]))
}
