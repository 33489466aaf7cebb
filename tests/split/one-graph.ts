import { beforeAll, expect, test } from 'vitest'
import { answerOf, type Buyer, newBuyer } from '../journeys/buyer.ts'
import { anyVariant, fillCart, newEmail } from '../journeys/purchase.ts'

/** Where the same documents are asked: one process with the one schema, and the gateway over the modules' subgraphs. */
export type TwoGraphs = { readonly url: string; readonly gatewayUrl: string }

const documents: Readonly<Record<string, string>> = {
  'a list, in two pages and with the cursors between them': `query ($slug: String!) {
    first: products(first: 3) { ...Page } other: products(first: 2, sort: PRICE) { ...Page }
    product(slug: $slug) { __typename ... on Product { name variants { sku price { amount currency } } } }
  }
  fragment Page on ProductsResult { __typename ... on ProductCardConnection {
    edges { cursor node { name slug price { amount currency } } } pageInfo { hasNextPage endCursor } } }`,
  'an order with its lines, their variants, products and stock': `query ($number: String!, $token: String) {
    order(number: $number, token: $token) { __typename ... on Order {
      number orderStatus total { amount currency }
      lines { name quantity variant { sku product { name slug variants { sku stock { available availability } } } } }
      timeline { axis status } } } }`,
  'a cart, known by its token': `{ cart { __typename ... on Cart {
    total { amount currency } lines { quantity variant { sku stock { available } product { slug } } } } } }`,
  'what is refused': `query ($slug: String!) {
    gone: product(slug: "no-such-thing") { __typename ... on Refusal { code detail } }
    product(slug: $slug) { __typename } foreign: order(number: "M-100000", token: "wrong") { __typename ... on Refusal { code } } }`,
}

const tooMuch: Readonly<Record<string, string>> = {
  'many aliases': `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: products { __typename }`).join(' ')} }`,
  'a long answer': `{ products(first: 100) { ... on ProductCardConnection {
    nodes { product { variants { ${'sku '.repeat(30)} } } } } } }`,
}

/** One graph, however many processes answer: `data` is the same, byte by byte. */
export function oneGraph(open: () => Promise<TwoGraphs>): void {
  let graphs: TwoGraphs
  let buyer: Buyer
  let variables: Readonly<Record<string, string>>

  beforeAll(async () => {
    graphs = await open()
    const [first] = answerOf(await newBuyer(graphs.url).call('catalog.list-products', { limit: 1 })).items
    const ordering = newBuyer(graphs.url)
    const { checkout } = await fillCart(ordering, newEmail(), 1)
    const door = { ...checkout, payment: { provider: 'cash-on-delivery' } }
    const { order } = answerOf(await ordering.call('ordering.checkout', door))
    variables = { slug: first?.slug ?? '', number: order.number, token: order.token ?? '' }
    buyer = newBuyer(graphs.url)
    await fillCart(buyer, newEmail(), 2)
  }, 120_000)

  const errorsOf = async (url: string, query: string): Promise<readonly object[]> => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return JSON.parse(await answer.text()).errors
  }

  const ask = async (url: string, query: string): Promise<string> => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'merx-cart': buyer.tokens.get('merx-cart') ?? '' },
      body: JSON.stringify({ query, variables }),
    })
    expect(answer.status).toBe(200)
    return answer.text()
  }

  test.each(Object.entries(tooMuch))(
    '%s: the gateway turns it away with the words of the one schema',
    async (_what, query) => {
      const [one, federated] = await Promise.all([graphs.url, graphs.gatewayUrl].map((url) => errorsOf(url, query)))
      expect(one).toMatchObject([{ extensions: { code: 'document_too_large' } }])
      expect(federated).toMatchObject(one ?? [])
    },
  )

  test('the gateway hands on the cookie of a new cart', async () => {
    const variantId = await anyVariant(newBuyer(graphs.url))
    const query = 'mutation ($input: AddItemInput!) { addItem(input: $input) { __typename } }'
    const answer = await fetch(`${graphs.gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input: { variantId, quantity: 1 } } }),
    })
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^merx_cart=/)])
  })

  test.each(Object.keys(documents))('%s: the gateway tells what the one schema does', async (name) => {
    const [one, federated] = await Promise.all(
      [graphs.url, graphs.gatewayUrl].map((url) => ask(url, documents[name] ?? '')),
    )
    const { data, errors } = JSON.parse(one ?? '')
    expect(errors).toBeUndefined()
    expect(Object.values(data)).not.toContain(null)
    expect(federated).toBe(one)
  })
}
