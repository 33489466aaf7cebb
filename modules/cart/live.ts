import { isRefused, topic } from '@merx/kernel'
import { cartChanged } from './events.ts'
import { forCheckout } from './queries/for-checkout.ts'

type CartState = { readonly version: number }

/** The caller's open cart. The cart that he begins with later is another one: he subscribes again. */
export const cartTopic = topic({
  name: 'cart',
  summary: 'The cart of the caller, told when it has another version than before.',
  token: 'cart',
  open: async (caller) => {
    const cart = await caller.call(forCheckout, {})
    if (isRefused(cart) || cart.status !== 'open') return undefined
    return { key: cart.id, state: stateOf(cart) }
  },
  on: [cartChanged],
  tell: ({ payload }) => ({ key: payload.cartId, kind: 'changed', state: stateOf(payload) }),
})

function stateOf({ version }: CartState): CartState {
  return { version }
}
