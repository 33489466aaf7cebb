import { type Api, createClient, httpTransport } from '@merx/client'

const routes = { 'cart.get-cart': 'GET /cart', 'accounts.refresh': 'POST /session/refresh' }

const client = createClient<Api>({ transport: httpTransport({ routes }) })

/** The cart as the shop has it at this moment. */
export function fetchCart() {
  return client.call('cart.get-cart')
}
