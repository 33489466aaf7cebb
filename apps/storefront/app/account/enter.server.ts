import { data, redirectDocument } from 'react-router'
import type { Output } from '../api/outputs.ts'
import type { Shop } from '../api/shop.server.ts'

/** The question for the second proof, after the first. */
export type SecondStepAnswer = { readonly challenge: string; readonly to: string; readonly trouble?: string }

/** What follows on a proof: in, with what was put together before, or the question for the second proof. */
export async function enter(shop: Shop, admission: Output<'accounts.log-in'>, to: string) {
  if (admission.status === 'second_factor_needed') {
    return data<SecondStepAnswer>({ challenge: admission.challenge, to })
  }
  return entered(shop, to)
}

/** Who is in goes on at a document of its own: cart and live connection that the script knows are those of a guest. */
export async function entered({ client }: Shop, to: string) {
  // what cannot be brought along now comes with the next change of the cart
  await client.call('cart.merge', {})
  return redirectDocument(to, 303)
}
