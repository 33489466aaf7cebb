import { address } from '../load/scenarios.ts'
import type { Answers } from './floor-process.ts'

export type Sample = { readonly page: string; readonly slug: string; readonly variantId: string }

/** Asks the shop once for each kind of answer: what the floor is to send. */
export async function shopAnswers(api: string, { page, slug, variantId }: Sample): Promise<Answers> {
  const cart = await send(`${api}/cart/items`, { 'merx-cart': 'new' }, { variantId, quantity: 1 })
  const mine = { 'merx-cart': cart.token }
  const { country, region, postalCode } = address
  const where = new URLSearchParams({ country, region, postalCode })
  const shippingOptions = await send(`${api}/cart/shipping-options?${where}`, mine)
  const [option] = JSON.parse(shippingOptions.text).items
  const checkout = await send(`${api}/checkout`, mine, {
    email: 'ada@example.org',
    shippingAddress: address,
    shippingOptionId: option.id,
    payment: { provider: 'cash-on-delivery' },
    expectedTotal: option.total,
  })
  return {
    list: (await send(`${api}/products?${page}`, {})).text,
    product: (await send(`${api}/products/${slug}`, {})).text,
    cart: cart.text,
    shippingOptions: shippingOptions.text,
    checkout: checkout.text,
  }
}

async function send(url: string, headers: Record<string, string>, body?: unknown) {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`)
  return { text, token: answer.headers.get('merx-cart') ?? '' }
}
