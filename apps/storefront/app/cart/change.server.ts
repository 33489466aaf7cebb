import type { Shop } from '../api/shop.server.ts'
import { cartRefusal } from './refusals.ts'

/** What went wrong with a line. */
export type CartAnswer = { readonly lineId: string; readonly message: string; readonly status: number }

/** Changes or removes a line as a form asks; nothing is told when it went well. */
export async function changeCart({ client }: Shop, form: FormData): Promise<CartAnswer | undefined> {
  const lineId = String(form.get('lineId'))
  const changed =
    form.get('intent') === 'remove'
      ? await client.call('cart.remove-item', { lineId })
      : await client.call('cart.change-item', { lineId, quantity: Number(form.get('quantity')) })
  return changed.ok ? undefined : { lineId, message: cartRefusal(changed), status: changed.status }
}
