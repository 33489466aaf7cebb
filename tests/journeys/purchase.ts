import type { Api, ResultOf } from '@merx/client'
import { expect } from 'vitest'
import { answerOf, type Buyer } from './buyer.ts'

export type CheckoutInput = Api['ordering.checkout']['input']

export type Order = Api['ordering.get-order']['output']

export const home = {
  name: 'Ada Lovelace',
  line1: '1 Analytical Row',
  city: 'New York',
  region: 'NY',
  postalCode: '10001',
  country: 'US',
} as const

let buyers = 0

/** An address that no other buyer of the run has, so that its mails can be told from all others. */
export function newEmail(): string {
  buyers += 1
  return `buyer-${buyers}@example.com`
}

/** What a buyer took, and what it costs with the cheapest way to ship it home. */
export type FullCart = {
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[]
  readonly checkout: CheckoutInput & { readonly email: string }
}

/** Goes from the list to a product, and there to a variant that there is enough of. */
export async function anyVariant(buyer: Buyer) {
  const { items } = answerOf(await buyer.call('catalog.list-products', { limit: 24, inStock: true }))
  const slug = items.find(({ availability }) => availability === 'in_stock')?.slug ?? ''
  const product = answerOf(await buyer.call('catalog.get-product', { slug }))
  const variantId = product.variants.find(({ availability }) => availability === 'in_stock')?.id
  if (!variantId) throw new Error(`'${slug}' is listed as in stock, but none of its variants is`)
  return variantId
}

/** Puts `quantity` of a variant into the cart and asks what it costs to ship it home. */
export async function fillCart(buyer: Buyer, email: string, quantity = 2): Promise<FullCart> {
  const variantId = await anyVariant(buyer)
  const cart = answerOf(await buyer.call('cart.add-item', { variantId, quantity }))
  expect(cart).toMatchObject({ count: quantity, problems: [], lines: [{ variantId, quantity }] })
  const { country, region, postalCode } = home
  const shipping = answerOf(await buyer.call('cart.list-shipping-options', { country, region, postalCode }))
  const [cheapest] = shipping.items
  if (!cheapest) throw new Error('Nothing is shipped to New York')
  expect(cheapest.total.amount).toBeGreaterThan(cart.total.amount)
  return {
    lines: [{ variantId, quantity }],
    checkout: {
      email,
      shippingAddress: home,
      shippingOptionId: cheapest.id,
      payment: { provider: 'sandbox' },
      expectedTotal: cheapest.total,
    },
  }
}

/** The bank's page that the answer of a checkout or of another try to pay sends the buyer to. */
export function bankPageOf({ payment }: { readonly payment: { readonly next: object } }): string {
  if (!('url' in payment.next)) throw new Error(`The buyer is not sent to the bank: ${JSON.stringify(payment)}`)
  return String(payment.next.url)
}

/** Reads an order until it stands where the test expects it: the bank tells the shop in its own time. */
export async function orderOnce(
  read: () => Promise<ResultOf<Api['ordering.get-order']>>,
  expected: Partial<Order>,
): Promise<Order> {
  let order: Order | undefined
  await expect
    .poll(
      async () => {
        order = answerOf(await read())
        return order
      },
      { timeout: 15_000, interval: 50 },
    )
    .toMatchObject(expected)
  if (!order) throw new Error('The order was never read')
  return order
}
