import { data, redirect, redirectDocument } from 'react-router'
import type { Shop } from '../api/shop.server.ts'

type Opened = { readonly number: string; readonly token?: string }

/** Pays or cancels an order as a form asks; a message is told where that was refused. */
export async function changeOrder({ client }: Shop, opened: Opened, form: FormData) {
  const back = `/orders/${opened.number}`
  if (form.get('intent') === 'cancel') {
    const cancelled = await client.call('ordering.cancel-order', opened)
    return cancelled.ok ? redirect(back, 303) : refused(cancelled)
  }
  const paid = await client.call('ordering.retry-payment', {
    ...opened,
    payment: { provider: String(form.get('payment.provider')) },
  })
  if (!paid.ok) return refused(paid)
  const { next, problem } = paid.value.payment
  if (problem) return data({ message: problem.detail }, { status: 503 })
  return next.kind === 'redirect' ? redirectDocument(next.url, 303) : redirect(back, 303)
}

function refused({ status, problem }: { readonly status: number; readonly problem: { readonly detail?: string } }) {
  return data({ message: problem.detail ?? 'That did not work just now. Please try again.' }, { status })
}
