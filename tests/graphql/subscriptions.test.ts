import { createHttp, httpSettings } from '@merx/kernel/server'
import { receiveWebhook } from '@merx/payments'
import { type Client, createClient } from 'graphql-ws'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { unhurried } from '../journeys/open-shop.ts'
import { answered, openWholeShop, type WholeShop } from '../setup/whole-shop.ts'

let shop: WholeShop
let http: Awaited<ReturnType<typeof createHttp>>
let address: string

beforeAll(async () => {
  shop = await openWholeShop()
  http = await createHttp(shop.runtime, { settings: httpSettings.schema.parse(unhurried) })
  address = await http.listen({ port: 0 })
})

afterAll(async () => {
  await http?.close()
  await shop?.close()
})

const clients: Client[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose()
})

type Asked = {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly shown?: Record<string, string>
}

/** Follows a subscription; gives its next update each time that it is asked. */
function follow({ query, variables = {}, shown = {} }: Asked) {
  const url = `${address.replace('http', 'ws')}/graphql`
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: shown, retryAttempts: 0 })
  clients.push(client)
  const updates = client.iterate({ query, variables })
  return async () => {
    const { value } = await updates.next()
    expect(value?.errors).toBeUndefined()
    return value?.data
  }
}

test('a cart is told with its lines whenever it changes', async () => {
  const [one, two] = await shop.newGoods(2, 5)
  if (!one || !two) throw new Error('no goods')
  const token = await shop.cartWith([one])
  const next = follow({
    query: `subscription { cartChanged { kind cart { ... on Cart { count lines { variantId quantity } } } } }`,
    shown: { 'Merx-Cart': token },
  })
  expect(await next()).toMatchObject({ cartChanged: { kind: 'joined', cart: { count: 1 } } })

  await http.fastify.inject({
    method: 'POST',
    url: '/api/v1/cart/items',
    headers: { 'merx-cart': token },
    payload: { variantId: two, quantity: 3 },
  })

  const { cartChanged } = Object(await next())
  expect(cartChanged).toMatchObject({ kind: 'changed', cart: { count: 4 } })
  expect(cartChanged.cart.lines).toContainEqual({ variantId: two, quantity: 3 })
})

test('an order is told with its status to whoever holds its token', async () => {
  const goods = await shop.newGoods(1, 5)
  const { order } = answered(await shop.buy(await shop.cartWith(goods), 1_800))
  const query = `subscription ($number: String!, $token: String) {
    orderChanged(number: $number, token: $token) { kind number order { ... on Order { orderStatus paymentStatus } } } }`
  const variables = { number: order.number, token: order.token }
  const next = follow({ query, variables })
  expect(await next()).toMatchObject({ orderChanged: { kind: 'joined', order: { orderStatus: 'PENDING' } } })

  const [payment] = await shop.paymentsOf(order.number)
  answered(await shop.call(receiveWebhook, shop.bank.says(payment ?? '', 'captured')))

  const kinds = [Object(await next()).orderChanged, Object(await next()).orderChanged]
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(['confirmed', 'paid'])
  expect(kinds[1]).toMatchObject({ number: order.number, order: { orderStatus: 'CONFIRMED', paymentStatus: 'PAID' } })

  const stranger = follow({ query, variables: { ...variables, token: 'wrong' } })
  await expect(stranger()).rejects.toMatchObject([{ extensions: { code: 'not_admitted' } }])
})

test('stock is told with the band, the count and the variant, whichever way its id is written', async () => {
  const [variantId] = await shop.newGoods(1, 1)
  if (!variantId) throw new Error('no goods')
  const query = `subscription ($variantId: ID!) {
    stockChanged(variantId: $variantId) { kind variantId stock { availability available } variant { id sku } } }`
  const next = follow({ query, variables: { variantId: variantId.toUpperCase() } })
  expect(await next()).toMatchObject({ stockChanged: { kind: 'joined', variantId, stock: { available: 1 } } })

  answered(await shop.buy(await shop.cartWith([variantId]), 1_800))

  const told = async () => Object(await next()).stockChanged
  let stockChanged = await told()
  // that there is one was an event too, and may be told first
  while (stockChanged.stock.available > 0) stockChanged = await told()
  expect(stockChanged).toMatchObject({
    kind: 'availability-changed',
    variantId,
    stock: { available: 0, availability: 'OUT' },
    variant: { id: variantId, sku: expect.any(String) },
  })
})
