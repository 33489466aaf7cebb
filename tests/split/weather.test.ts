import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { payWith } from '../journeys/bank-page.ts'
import { answerOf, type Buyer, newBuyer, newStaff } from '../journeys/buyer.ts'
import { mailsTo } from '../journeys/mailbox.ts'
import { staffKey } from '../journeys/open-shop.ts'
import { anyVariant, bankPageOf, type FullCart, fillCart, home, newEmail, orderOnce } from '../journeys/purchase.ts'
import { openSplitShop, type SplitShop } from './open-split-shop.ts'

/** What docs/weather.md says of each part of the split, shown while that part is down. */
let shop: SplitShop
beforeAll(async () => {
  shop = await openSplitShop()
  // the demo shop has twelve of what is first in its list in some starts, and the rows below sell more
  const variantId = await anyVariant(newBuyer(shop.url))
  const delivery = { variantId, location: 'main', delta: 1_000, reason: 'a delivery' }
  answerOf(await newStaff(shop.url, staffKey).call('inventory.adjust-stock', delivery))
}, 180_000)
afterAll(() => shop?.stop(), 60_000)

const away = { ok: false, status: 503, code: 'module_unavailable' }
const confirmed = { orderStatus: 'confirmed' } as const
const patience = { timeout: 30_000, interval: 200 }

type Customer = { readonly buyer: Buyer; readonly cart: FullCart }

/** Somebody with a full cart, who has seen what it costs. */
async function customer(): Promise<Customer> {
  const buyer = newBuyer(shop.url)
  return { buyer, cart: await fillCart(buyer, newEmail(), 1) }
}

async function place({ buyer, cart }: Customer) {
  const placed = answerOf(await buyer.call('ordering.checkout', cart.checkout))
  const { number, token } = placed.order
  return { ...placed, number, token, read: () => buyer.call('ordering.get-order', { number, token }) }
}

/** Runs the body while a program of the split is down. */
async function without<T>(name: string, body: () => Promise<T>): Promise<T> {
  const program = shop.split.programs.get(name)
  if (!program) throw new Error(`The split has no ${name}`)
  await program.halt('SIGKILL')
  try {
    return await body()
  } finally {
    await program.start()
  }
}

let asked = 0

/** Lists that nobody has asked for yet, so that no answer to them is kept. */
function browse(buyer: Buyer) {
  asked += 1
  return buyer.call('catalog.list-products', { limit: 1 + (asked % 50), priceFrom: asked })
}

async function pageAt(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(shop.url + path, { redirect: 'manual' })
  return { status: answer.status, text: await answer.text() }
}

/** One more of what is in the cart. */
function add({ buyer, cart }: Customer) {
  return buyer.call('cart.add-item', { variantId: cart.lines[0]?.variantId ?? '', quantity: 1 })
}

/** The cart can be checked out when what was down is back. */
async function expectOrdered({ buyer, cart }: Customer): Promise<void> {
  await expect.poll(async () => (await buyer.call('ordering.checkout', cart.checkout)).ok, patience).toBe(true)
}

const rows: Readonly<Record<string, () => Promise<void>>> = {
  notifications: async () => {
    const one = await customer()
    const { number, email } = await without('notifications', async () => {
      const placed = await place(one)
      await payWith(bankPageOf(placed), 'accepted')
      await orderOnce(placed.read, confirmed)
      return { number: placed.number, email: one.cart.checkout.email }
    })
    await expect
      .poll(async () => (await mailsTo(shop.url, email)).map(({ subject }) => subject).sort(), patience)
      .toEqual([`We have received your order ${number}`, `Your order ${number} is confirmed`])
  },

  payments: async () => {
    const [one, earlier] = [await customer(), await place(await customer())]
    await without('payments', async () => {
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      expect(await one.buyer.call('cart.get-cart')).toMatchObject({ ok: true, value: { count: 1 } })
      expect(await earlier.read()).toMatchObject({ ok: true })
      expect(await one.buyer.call('ordering.checkout', one.cart.checkout)).toMatchObject(away)
      const again = { number: earlier.number, token: earlier.token, payment: { provider: 'sandbox' } }
      expect(await one.buyer.call('ordering.retry-payment', again)).toMatchObject(away)
    })
    await expectOrdered(one)
  },

  cart: async () => {
    const [one, earlier] = [await customer(), await place(await customer())]
    await without('cart', async () => {
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      expect(await one.buyer.call('cart.get-cart')).toMatchObject(away)
      expect(await add(one)).toMatchObject(away)
      expect(await one.buyer.call('ordering.checkout', one.cart.checkout)).toMatchObject(away)
      const page = await pageAt('/cart')
      expect(page).toMatchObject({ status: 503, text: expect.stringContaining('cannot be reached just now') })
      expect(page.text).toMatch(/<a [^>]*href="\/cart"[^>]*>Try again<\/a>/)
      // who has ordered pays and is served
      await payWith(bankPageOf(earlier), 'accepted')
      await orderOnce(earlier.read, confirmed)
    })
    await expect.poll(async () => (await one.buyer.call('cart.get-cart')).ok, patience).toBe(true)
    expect(answerOf(await one.buyer.call('cart.get-cart'))).toMatchObject({ count: 1 })
    await expectOrdered(one)
  },

  inventory: async () => {
    const [one, earlier] = [await customer(), await place(await customer())]
    const slug = answerOf(await browse(one.buyer)).items[0]?.slug ?? ''
    await without('inventory', async () => {
      expect(await pageAt(`/products/${slug}?variant=none-such-${asked}`)).toMatchObject({ status: 200 })
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      expect(await add(one)).toMatchObject(away)
      expect(await one.buyer.call('cart.get-cart')).toMatchObject(away)
      expect(await one.buyer.call('ordering.checkout', one.cart.checkout)).toMatchObject(away)
      await payWith(bankPageOf(earlier), 'accepted')
      await orderOnce(earlier.read, { paymentStatus: 'paid' })
    })
    await orderOnce(earlier.read, confirmed)
    await expectOrdered(one)
  },

  catalog: async () => {
    const [one, earlier] = [await customer(), await place(await customer())]
    const { items } = answerOf(await one.buyer.call('catalog.list-products', { limit: 24 }))
    await without('catalog', async () => {
      expect(await browse(one.buyer)).toMatchObject(away)
      // the lists of pages are search's, a product that nobody has looked at is catalog's
      expect(await pageAt(`/products?from=${asked}`)).toMatchObject({ status: 200 })
      expect(await pageAt(`/products/${items.at(-1)?.slug}`)).toMatchObject({
        status: 503,
        text: expect.stringContaining('cannot be reached just now'),
      })
      expect(await earlier.read()).toMatchObject({ ok: true })
      await payWith(bankPageOf(earlier), 'accepted')
      await orderOnce(earlier.read, confirmed)
    })
    await expect.poll(async () => (await browse(one.buyer)).ok, patience).toBe(true)
    await expectOrdered(one)
  },

  search: async () => {
    const one = await customer()
    await without('search', async () => {
      expect(await one.buyer.call('search.search-products', { q: 'vase' })).toMatchObject(away)
      // lists fall back to the catalogue
      expect(await pageAt(`/products?from=${asked}`)).toMatchObject({ status: 200 })
      const placed = await place(one)
      await payWith(bankPageOf(placed), 'accepted')
      await orderOnce(placed.read, confirmed)
    })
  },

  accounts: async () => {
    const one = await customer()
    await without('accounts', async () => {
      const login = { login: 'nobody@example.com', password: 'tall ships at noon' }
      expect(await one.buyer.call('accounts.log-in', login)).toMatchObject(away)
      const placed = await place(one)
      await payWith(bankPageOf(placed), 'accepted')
      await orderOnce(placed.read, confirmed)
    })
  },

  pricing: async () => {
    const [one, earlier] = [await customer(), await place(await customer())]
    await without('pricing', async () => {
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      expect(await one.buyer.call('cart.get-cart')).toMatchObject(away)
      expect(await one.buyer.call('ordering.checkout', one.cart.checkout)).toMatchObject(away)
      await payWith(bankPageOf(earlier), 'accepted')
      await orderOnce(earlier.read, confirmed)
    })
    await expectOrdered(one)
  },

  shipping: async () => {
    const [one, earlier] = [await customer(), await place(await customer())]
    await without('shipping', async () => {
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      expect(await one.buyer.call('cart.get-cart')).toMatchObject({ ok: true, value: { count: 1 } })
      const { country, region, postalCode } = home
      expect(await one.buyer.call('cart.list-shipping-options', { country, region, postalCode })).toMatchObject(away)
      expect(await one.buyer.call('ordering.checkout', one.cart.checkout)).toMatchObject(away)
      await payWith(bankPageOf(earlier), 'accepted')
      await orderOnce(earlier.read, confirmed)
    })
    await expectOrdered(one)
  },

  ordering: async () => {
    const [one, earlier] = [await customer(), await place(await customer())]
    await without('ordering', async () => {
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      expect(await one.buyer.call('cart.get-cart')).toMatchObject({ ok: true, value: { count: 1 } })
      expect(await one.buyer.call('ordering.checkout', one.cart.checkout)).toMatchObject(away)
      expect(await earlier.read()).toMatchObject(away)
      await payWith(bankPageOf(earlier), 'accepted')
    })
    await expect.poll(async () => (await earlier.read()).ok, patience).toBe(true)
    await orderOnce(earlier.read, confirmed)
    await expectOrdered(one)
  },

  media: async () => {
    const one = await customer()
    await without('media', async () => {
      const { items } = answerOf(await browse(one.buyer))
      expect((await pageAt(`${items[0]?.image?.path}/640.jpg`)).status).toBe(200)
      const placed = await place(one)
      await payWith(bankPageOf(placed), 'accepted')
      await orderOnce(placed.read, confirmed)
    })
  },

  NATS: async () => {
    const one = await customer()
    const placed = await without('nats', async () => {
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      const order = await place(one)
      await payWith(bankPageOf(order), 'accepted')
      expect(answerOf(await order.read())).toMatchObject({ orderStatus: 'pending' })
      return order
    })
    await orderOnce(placed.read, confirmed)
  },

  Redis: async () => {
    const one = await customer()
    await without('redis', async () => {
      expect(await browse(one.buyer)).toMatchObject({ ok: true })
      const placed = await place(one)
      await payWith(bankPageOf(placed), 'accepted')
      await orderOnce(placed.read, confirmed)
    })
  },
}

test.each(Object.entries(rows))(
  '%s is down: what works, what says so and what comes later',
  (_, show) => show(),
  90_000,
)

test('the table of docs/weather.md has a row for each of them', async () => {
  const table = await readFile(new URL('../../docs/weather.md', import.meta.url), 'utf8')
  const named = [...table.matchAll(/^\| ([A-Za-z]+) \|/gm)].map(([, name]) => name).filter((name) => name !== 'down')
  expect(named.sort()).toEqual(Object.keys(rows).sort())
})
