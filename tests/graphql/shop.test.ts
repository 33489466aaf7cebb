import { saveCategories } from '@merx/catalog'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GraphqlShop, openGraphqlShop, staffKey } from './graphql-shop.ts'

let shop: GraphqlShop
let goods: Awaited<ReturnType<GraphqlShop['newGoods']>>

beforeAll(async () => {
  shop = await openGraphqlShop()
  goods = await shop.newGoods(10, 5)
  await shop.settled()
})

afterAll(() => shop.close())

const addItem = /* GraphQL */ `
  mutation ($variantId: ID!, $quantity: Int!) {
    addItem(input: { variantId: $variantId, quantity: $quantity }) {
      ... on Cart { id token count total { amount currency } }
      ... on OutOfStock { code detail data }
      ... on Refusal { code }
    }
  }
`

const staff = { authorization: `Bearer ${staffKey}` }

describe('reading', () => {
  test('tells of products what REST tells', async () => {
    const told = await shop.ask(/* GraphQL */ `{
      products(first: 3) { ... on ProductCardConnection { totalCount nodes {
        id slug name brand { slug name } image { path } price { amount currency } priceTo { amount currency }
        compareAt { amount } inStock availability variantCount isNew } } }
    }`)
    const { items, total } = await shop.rest('/products?limit=3')

    expect(told.errors).toBeUndefined()
    expect(told.data.products.totalCount).toBe(total)
    expect(told.data.products.nodes).toEqual(
      items.map((item: { availability: string }) => ({ ...item, availability: item.availability.toUpperCase() })),
    )
  })

  test('a refusal is a member of the answer, kept or made', async () => {
    const ask = () =>
      shop.ask('{ product(slug: "nothing") { __typename ... on Refusal { code detail errors { field } } } }')
    const detail = "No product that is sold has the address 'nothing'."
    const refused = { __typename: 'UnknownProduct', code: 'unknown_product', detail, errors: [] }

    expect((await ask()).data.product).toEqual(refused)
    expect((await ask()).data.product).toEqual(refused)
  })

  test('pages follow each other by end cursors and by the cursor of any edge, without a gap', async () => {
    const page = async (after?: string) => {
      const query = `query ($after: String) { products(first: 4, sort: NAME, after: $after) { ... on ProductCardConnection {
        edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`
      return (await shop.ask(query, { variables: { after } })).data.products
    }
    const ids = ({ edges }: Awaited<ReturnType<typeof page>>) =>
      edges.map((edge: { node: { id: string } }) => edge.node.id)
    const first = await page()
    const second = await page(first.pageInfo.endCursor)
    const third = await page(second.pageInfo.endCursor)
    const all = [first, second, third].flatMap(ids)

    expect(new Set(all).size).toBe(10)
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false])
    expect([first, second].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([false, true])
    for (const [index, { cursor }] of [...first.edges, ...second.edges, ...third.edges].entries())
      expect(ids(await page(cursor))).toEqual(all.slice(index + 1, index + 5))
  })

  test('a page that is too long names the argument', async () => {
    const { status, data, errors } = await shop.ask('{ products(first: 1000) { __typename } }')

    expect([status, data.products, errors[0].extensions.code, errors[0].path]).toEqual([
      200,
      null,
      'invalid_input',
      ['products'],
    ])
    expect(errors[0].extensions.errors[0].field).toBe('first')
  })
})

describe('what is the same for everyone', () => {
  const document = '{ products(first: 100) { ... on ProductCardConnection { nodes { id price { amount } } } } }'
  const first = async () => (await shop.ask(document)).data.products.nodes[0]

  test('is kept whole until a part of it is no longer true', async () => {
    const before = await first()
    expect(await shop.statements(() => shop.ask(document))).toEqual([])

    await shop.setPrice(goods, 2_000)
    await shop.settled()
    expect([before.price.amount, (await first()).price.amount]).toEqual([1_000, 2_000])
    await shop.setPrice(goods, 1_000)
    await shop.settled()
  })

  test('is not kept where a part was refused', async () => {
    const markets = () =>
      shop.ask(
        '{ markets { items { code } } category(slug: "lamps") { ... on Category { name } ... on Refusal { code } } }',
      )
    expect((await markets()).data.category).toEqual({ code: 'unknown_category' })
    await shop.call(saveCategories, saveCategories.input.parse({ categories: [{ slug: 'lamps', name: 'Lamps' }] }))
    await shop.settled()
    expect((await markets()).data.category).toEqual({ name: 'Lamps' })
  })
})

describe('changing', () => {
  test('hands a new cart to a caller by header, and the next field of the document has it', async () => {
    const { data, headers } = await shop.ask(
      `mutation ($a: ID!, $b: ID!) {
        first: addItem(input: { variantId: $a, quantity: 1 }) { ... on Cart { id token count } }
        second: addItem(input: { variantId: $b, quantity: 2 }) { ... on Cart { id count } }
      }`,
      { variables: { a: goods[0], b: goods[1] }, headers: { 'merx-cart': 'new' } },
    )

    expect([data.first.count, data.second.count]).toEqual([1, 3])
    expect(data.second.id).toBe(data.first.id)
    expect(headers['merx-cart']).toBe(data.first.token)
    const cart = await shop.ask('{ cart { ... on Cart { id count } } }', { headers: { 'merx-cart': data.first.token } })
    expect(cart.data.cart).toEqual({ id: data.first.id, count: 3 })
  })

  test('hands it to a browser by cookie, whose answer does not show it', async () => {
    const asked = { variables: { variantId: goods[0], quantity: 1 }, headers: { 'sec-fetch-site': 'same-origin' } }
    const { data, headers } = await shop.ask(addItem, asked)

    expect(data.addItem.token).toBeNull()
    const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
    expect(cookie).toMatch(/^merx_cart=/)
    const cart = await shop.ask('{ cart { ... on Cart { count } } }', {
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect(cart.data.cart.count).toBe(1)
    const foreign = await shop.ask('{ cart { __typename } }', { headers: { cookie, 'sec-fetch-site': 'cross-site' } })
    expect([foreign.status, foreign.data, foreign.errors[0].extensions.code]).toEqual([403, undefined, 'cross_site'])
  })

  test('tells a refusal with its data, and changes nothing', async () => {
    const asked = { variables: { variantId: goods[2], quantity: 6 }, headers: { 'merx-cart': 'new' } }
    const { data, headers } = await shop.ask(addItem, asked)

    expect(data.addItem).toMatchObject({ code: 'out_of_stock', data: { available: 5 } })
    expect(headers['merx-cart']).toBeUndefined()
  })

  test('heeds an Idempotency-Key for one change, and refuses it for two', async () => {
    const headers = { 'merx-cart': 'new', 'idempotency-key': crypto.randomUUID() }
    const asked = { variables: { variantId: goods[3], quantity: 1 }, headers }
    const once = await shop.ask(addItem, asked)
    const again = await shop.ask(addItem, asked)
    const other = await shop.ask(addItem, { ...asked, variables: { variantId: goods[3], quantity: 2 } })
    const two = await shop.ask(
      'mutation ($id: ID!) { a: removeItem(input: { lineId: $id }) { __typename } b: removeItem(input: { lineId: $id }) { __typename } }',
      { variables: { id: goods[3] }, headers },
    )

    expect(again.data).toEqual(once.data)
    expect(other.errors[0].extensions.code).toBe('idempotency_key_reused')
    expect([two.data, two.errors[0].extensions.code]).toEqual([undefined, 'idempotency_key_ambiguous'])
  })
})

describe('access', () => {
  test('what is for staff is for staff, in the same document as what is for all', async () => {
    const document = '{ orders { nodes { number } } cart { __typename } }'
    const asGuest = await shop.ask(document)
    const asStaff = await shop.ask(document, { headers: staff })

    expect(asGuest.data).toEqual({ orders: null, cart: { __typename: 'Cart' } })
    expect(asGuest.errors[0]).toMatchObject({ path: ['orders'], extensions: { code: 'unauthenticated' } })
    expect(asStaff.errors).toBeUndefined()
    expect(asStaff.data.orders.nodes).toEqual([])
  })

  test('a wrong key is told before anything runs', async () => {
    const { status, data } = await shop.ask('{ cart { __typename } }', { headers: { authorization: 'Bearer nobody' } })
    expect([status, data]).toEqual([401, undefined])
  })

  test.each(['quote', 'forCheckout', 'availability', 'prices', 'variants', 'receiveWebhook'])(
    '%s is for other modules or outside parties, and no field',
    async (field) => {
      const query = await shop.ask(`{ ${field} { __typename } }`)
      const mutation = await shop.ask(`mutation { ${field} { __typename } }`)
      expect([query.errors[0].extensions.code, mutation.errors[0].extensions.code]).toEqual([
        'invalid_document',
        'invalid_document',
      ])
    },
  )
})

describe('relations', () => {
  test('lead from the lines of a cart through all modules, with one call a level', async () => {
    const token = await shop.cartWith(goods.slice(0, 8))
    const ask = () =>
      shop.ask(
        `{ cart { ... on Cart { lines { sku variant { sku stock { available } price(market: "us") { price { amount } }
          product { slug variants { id stock { available } } } } } } } }`,
        { headers: { 'merx-cart': token } },
      )
    const reference = await shop.statements(() =>
      shop.ask('{ cart { __typename } }', { headers: { 'merx-cart': token } }),
    )
    let told: Awaited<ReturnType<typeof ask>> | undefined
    const statements = await shop.statements(async () => {
      told = await ask()
    })

    expect(told?.errors).toBeUndefined()
    const { lines } = told?.data.cart ?? {}
    expect(lines).toHaveLength(8)
    for (const line of lines) {
      expect(line.variant).toMatchObject({
        sku: line.sku,
        stock: { available: 5 },
        price: { price: { amount: 1_000 } },
      })
      expect(line.variant.product.variants).toEqual([{ id: expect.any(String), stock: { available: 5 } }])
    }
    // stock of variants, products, stock of their variants; variants and prices come from the caches that the cart has filled
    expect(statements.length - reference.length).toBe(3)
  })

  test('a relation that is refused fails alone, with the code of the refusal', async () => {
    const token = await shop.cartWith(goods.slice(0, 1))
    const { data, errors } = await shop.ask(
      '{ cart { ... on Cart { count lines { variant { price(market: "nowhere") { variantId } } } } } }',
      { headers: { 'merx-cart': token } },
    )

    expect(data.cart).toEqual({ count: 1, lines: [{ variant: { price: null } }] })
    expect(errors[0]).toMatchObject({
      extensions: { code: 'unknown_market' },
      path: ['cart', 'lines', 0, 'variant', 'price'],
    })
  })
})

test('an order is bought and read with its lines, variants, products and stock', async () => {
  const token = await shop.cartWith(goods.slice(4, 6))
  const { data, errors } = await shop.ask(
    `mutation ($input: CheckoutInput!) { checkout(input: $input) {
      ... on CheckoutAnswer { order { number token status total { amount } } payment { status next { __typename ... on PaymentNextRedirect { url } } } }
      ... on Refusal { code detail errors { field detail } } } }`,
    {
      headers: { 'merx-cart': token },
      variables: {
        input: {
          email: 'ada@example.com',
          shippingAddress: {
            name: 'Ada',
            line1: '1 Row',
            city: 'New York',
            region: 'NY',
            postalCode: '10001',
            country: 'US',
            company: null,
          },
          shippingOptionId: await shippingOption(token),
          payment: { provider: 'cash-on-delivery' },
          expectedTotal: { amount: 3_000, currency: 'USD' },
        },
      },
    },
  )
  expect(errors).toBeUndefined()
  expect(data.checkout).toMatchObject({ order: { total: { amount: 3_000 } } })
  const { number, token: orderToken } = data.checkout.order

  const order = await shop.ask(
    `query ($number: String!, $token: String) { order(number: $number, token: $token) { ... on Order {
      number lines { quantity variant { id product { slug variants { stock { available } } } } } } } }`,
    { variables: { number, token: orderToken } },
  )
  expect(order.data.order.lines).toHaveLength(2)
  expect(order.data.order.lines[0].variant.product.variants).toEqual([{ stock: { available: 4 } }])
})

async function shippingOption(token: string): Promise<string> {
  const { data } = await shop.ask(
    '{ shippingOptions(country: "US", postalCode: "10001") { ... on CartShippingOptions { items { id } } } }',
    {
      headers: { 'merx-cart': token },
    },
  )
  return data.shippingOptions.items[0].id
}
