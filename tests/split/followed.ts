import { createClient } from 'graphql-ws'
import { expect, test } from 'vitest'
import WebSocket from 'ws'
import { answerOf, newBuyer } from '../journeys/buyer.ts'
import type { OpenShop } from '../journeys/open-shop.ts'
import { fillCart, newEmail } from '../journeys/purchase.ts'

/** The process that is asked has no database and no module: what moves it hears by the bus, what moved it asks its neighbours. */
export function followed(open: () => Promise<OpenShop>): void {
  test('a cart is told as it stands, and with what was added', async () => {
    const { url } = await open()
    const buyer = newBuyer(url)
    const { lines } = await fillCart(buyer, newEmail(), 1)
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { 'Merx-Cart': buyer.tokens.get('merx-cart') ?? '' },
      retryAttempts: 0,
    })
    const query = 'subscription { cartChanged { cart { ... on Cart { count lines { variant { sku } } } } } }'
    const counts: number[] = []
    for await (const { data, errors } of client.iterate({ query })) {
      expect(errors).toBeUndefined()
      const { count, lines: told } = Object(data?.['cartChanged']).cart
      expect(told).toEqual([{ variant: { sku: expect.any(String) } }])
      counts.push(count)
      // what filled it may be told once more: it happened just before
      if (counts.length === 1)
        answerOf(await buyer.call('cart.add-item', { variantId: lines[0]?.variantId ?? '', quantity: 2 }))
      if (count === 3) break
    }
    expect([counts[0], counts.at(-1)]).toEqual([1, 3])
    await client.dispose()
  })
}
