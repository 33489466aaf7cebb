import type { Result } from '@merx/client'
import { data, redirect, replace } from 'react-router'
import type { CartData } from '../api/outputs.ts'
import type { Shop } from '../api/shop.server.ts'
import { quantityIn } from './pending.ts'
import { cartRefusal } from './refusals.ts'

/** How a change of the cart went: the cart that it made, or why it is as it was before. */
export type CartAnswer =
  | { readonly ok: true; readonly cart: CartData; readonly added?: Added }
  | { readonly ok: false; readonly message: string; readonly lineId?: string }

/** The line that pieces were added to, and how many there were before. */
export type Added = { readonly lineId: string; readonly before: number }

/** Puts a piece into the cart as a form asks: the cart opens, unless the form says that the buyer stays. */
export async function addToCart({ client, market }: Shop, form: FormData) {
  const variantId = String(form.get('variantId'))
  const quantity = quantityIn(form)
  const result = await client.call('cart.add-item', { variantId, quantity, ...market })
  if (!result.ok) return answerOf(result)
  if (!stays(form)) return redirect('/cart')
  const line = result.value.lines.find((one) => one.variantId === variantId)
  const added = line && { lineId: line.id, before: line.quantity - quantity }
  return data<CartAnswer>({ ok: true, cart: result.value, ...(added && { added }) })
}

/** Changes or removes a line as a form asks. */
export async function changeCart({ client }: Shop, form: FormData) {
  const lineId = String(form.get('lineId'))
  const quantity = quantityIn(form)
  const changed =
    quantity === 0
      ? await client.call('cart.remove-item', { lineId })
      : await client.call('cart.change-item', { lineId, quantity })
  return changed.ok && !stays(form) ? replace('/cart') : answerOf(changed, lineId)
}

function stays(form: FormData): boolean {
  return form.get('stays') === 'yes'
}

function answerOf(result: Result<CartData, string>, lineId?: string) {
  if (result.ok) return data<CartAnswer>({ ok: true, cart: result.value })
  const message = cartRefusal(result)
  return data<CartAnswer>({ ok: false, message, ...(lineId !== undefined && { lineId }) }, { status: result.status })
}
