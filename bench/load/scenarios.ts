import type { Connection, Reply } from './connection.ts'

/** What one buyer does, from the first request to the last. Throws where an answer is not the one that was hoped for. */
export type Scenario = (at: Place, goods: Goods) => Promise<void>

export type Place = {
  readonly shop: Connection
  /** Where the paths of the shop begin. */
  readonly base: string
  /** The bank, where the scenario goes there. */
  readonly bank: Connection | undefined
}

/** What the buyer was drawn. */
export type Goods = { readonly slug: string; readonly variantId: string; readonly page: string }

export const scenarioNames = ['list', 'product', 'cart', 'order-cash', 'order-card', 'purchase'] as const
export type ScenarioName = (typeof scenarioNames)[number]

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  list: async ({ shop, base }, { page }) => {
    expectStatus(await shop.send({ method: 'GET', path: `${base}/products?${page}` }), 200)
  },
  product: async ({ shop, base }, { slug }) => {
    expectStatus(await shop.send({ method: 'GET', path: `${base}/products/${slug}` }), 200)
  },
  cart: async (at, goods) => {
    await addToFreshCart(at, goods)
  },
  'order-cash': async (at, goods) => {
    await order(at, goods, 'cash-on-delivery')
  },
  'order-card': async (at, goods) => {
    await order(at, goods, 'sandbox')
  },
  purchase: async (at, goods) => {
    const { number, token, payAt } = await order(at, goods, 'sandbox')
    if (!at.bank) throw new Error('A purchase needs the bank')
    const form = 'number=4242424242424242&expiry=12%2F40&cvc=123'
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(form.length) }
    expectStatus(await at.bank.send({ method: 'POST', path: payAt, headers, body: form }), 303)
    await untilConfirmed(at, `/orders/${number}?token=${token}`)
  },
}

export const address = {
  name: 'Ada Byron',
  line1: '12 Orchard Street',
  city: 'Albany',
  region: 'NY',
  postalCode: '12207',
  country: 'US',
}

async function addToFreshCart({ shop, base }: Place, { variantId }: Goods): Promise<string> {
  const added = await shop.send({
    method: 'POST',
    path: `${base}/cart/items`,
    headers: { 'merx-cart': 'new' },
    body: JSON.stringify({ variantId, quantity: 1 }),
  })
  expectStatus(added, 201)
  return added.header('merx-cart') ?? ''
}

async function order(at: Place, goods: Goods, provider: string) {
  const { shop, base } = at
  const cart = { 'merx-cart': await addToFreshCart(at, goods) }
  const { country, region, postalCode } = address
  const options = await shop.send({
    method: 'GET',
    path: `${base}/cart/shipping-options?country=${country}&region=${region}&postalCode=${postalCode}`,
    headers: cart,
  })
  expectStatus(options, 200)
  const [option] = JSON.parse(options.body.toString()).items
  const placed = await shop.send({
    method: 'POST',
    path: `${base}/checkout`,
    headers: cart,
    body: JSON.stringify({
      email: 'ada@example.org',
      shippingAddress: address,
      shippingOptionId: option.id,
      payment: { provider },
      expectedTotal: option.total,
    }),
  })
  expectStatus(placed, 201)
  const answer = JSON.parse(placed.body.toString())
  const payAt = answer.payment.next.url ?? ''
  return {
    number: String(answer.order.number),
    token: String(answer.order.token),
    payAt: payAt && new URL(payAt).pathname,
  }
}

/** A buyer's page asks again and again; the wait between doubles the cost of nothing else. */
async function untilConfirmed({ shop, base }: Place, path: string): Promise<void> {
  for (const started = performance.now(); performance.now() - started < 30_000; ) {
    const shown = await shop.send({ method: 'GET', path: `${base}${path}` })
    expectStatus(shown, 200)
    if (JSON.parse(shown.body.toString()).orderStatus === 'confirmed') return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`${path} is not confirmed after half a minute`)
}

function expectStatus({ status, body }: Reply, wanted: number): void {
  if (status !== wanted) throw new Error(`${status} instead of ${wanted}: ${body.toString().slice(0, 300)}`)
}
